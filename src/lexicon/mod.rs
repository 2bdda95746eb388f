//! What words mean.
