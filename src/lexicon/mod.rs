//! What words mean.

pub mod sentence;
