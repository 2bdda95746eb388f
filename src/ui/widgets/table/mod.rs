//! A table: headings that sort and can be made wider, and rows of which only those in view are made. One row is
//! a stop of Tab; the arrows go from row to row.

pub mod columns;
pub mod rows;

pub use columns::{Column, Columns, Heading, cut};
pub use rows::{Rows, Spec, Stop};
