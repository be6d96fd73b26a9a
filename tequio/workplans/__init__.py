"""Goals, activities, links and means of verification."""
