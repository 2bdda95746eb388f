//! How long lists grow.

/// Makes room for `more` at the end of a list that may become long: a list that doubles holds much more than it needs.
pub fn make_room<T>(list: &mut Vec<T>, more: usize) {
    if list.capacity() - list.len() < more {
        list.reserve_exact(more.max(list.len() / 8));
    }
}
