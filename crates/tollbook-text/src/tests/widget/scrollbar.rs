//! The bar at the right.

use super::*;

#[test]
fn the_bar_scrolls_to_where_it_is_pressed_and_dragged() {
    let mut harness = reader(&"Thirteen soldiers were killed near the river.\n".repeat(400));
    let scrolled = |harness: &Harness<'_, Reader>| harness.state().view.frame.scroll;
    assert!(scrolled(&harness) <= 0.0);
    button(&mut harness, pos2(790.0, 300.0), true, Modifiers::NONE);
    harness.step();
    let middle = scrolled(&harness);
    assert!(middle > 1000.0, "{middle}");
    harness.event(Event::PointerMoved(pos2(790.0, 500.0)));
    harness.step();
    harness.step();
    assert!(scrolled(&harness) > middle + 1000.0, "{}", scrolled(&harness));
    button(&mut harness, pos2(790.0, 500.0), false, Modifiers::NONE);
    harness.run();
    assert!(scrolled(&harness) > middle + 1000.0, "{}", scrolled(&harness));
}
