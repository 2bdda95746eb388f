//! From files to articles, the project file, and tables in and out.
