//! The widget as a reader uses it, by mouse and keyboard.
