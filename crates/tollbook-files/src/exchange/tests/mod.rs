//! What goes out comes in again, and what should not come in does not.

mod back;
mod bad;
mod codebook;
mod edits;
mod elsewhere;
mod fuzz;
mod out;
mod random;
mod sample;
mod workbook;
