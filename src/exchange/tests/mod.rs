//! What goes out comes in again, and what should not come in does not.

mod back;
mod out;
mod random;
mod sample;
