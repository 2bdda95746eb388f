//! From files to articles, the project file, and tables in and out.

/// From files to articles.
pub mod reading {
    pub mod document;
}
