//! The facts and every change to them, as data.

pub mod date;
