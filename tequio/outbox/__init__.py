"""Mail that leaves after the change it tells about is stored."""
