//! stub
#![allow(missing_docs)]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Options {
    pub byte_order_mark: bool,
    pub formula_guard: bool,
}
