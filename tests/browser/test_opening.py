from playwright.sync_api import Page, expect


def test_the_page_opens_connected_with_a_ready_network(page: Page) -> None:
    expect(page).to_have_title("Backprop Playground")
    expect(page.locator("#status .pill")).to_have_text("Ready. Press Play to train.")
    expect(page.get_by_role("button", name="Play")).to_be_enabled()
