//! The facts of a project, extraction from text, and counting: pure, without files, clock or window.
