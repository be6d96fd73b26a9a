"""The keyboard, in the hands of somebody who waits until the page stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

#: two frames: by the second one the browser has gone to the fragment of the address, which takes the focus away
STANDS = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"


def leaves_by_enter(page: Page, control: Locator) -> None:
    """A link or a button that leads to another page."""
    page.wait_for_load_state("load")
    page.evaluate(STANDS)
    with page.expect_navigation():
        control.press("Enter")
