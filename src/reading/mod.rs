//! From files to articles. (stub, replaced by the reading floor)
#![allow(missing_docs)]
use crate::model::{DateRange, PublishedBasis};
use std::sync::Arc;
#[derive(Clone, Debug)]
pub struct Published {
    pub range: DateRange,
    pub basis: PublishedBasis,
    pub words: String,
}
#[derive(Clone, Debug)]
pub struct ArticleFile {
    pub path: String,
    pub size: u64,
    pub sha256: [u8; 32],
    pub text: Arc<str>,
    pub encoding: &'static str,
    pub title: String,
    pub published: Option<Published>,
    pub source: String,
    pub warnings: Vec<String>,
}
#[derive(Clone, Debug)]
pub struct Unreadable {
    pub path: String,
    pub reason: String,
}
#[derive(Clone, Debug)]
pub enum Found {
    Article(ArticleFile),
    Unreadable(Unreadable),
}
#[derive(Clone, Debug, Default)]
pub struct Summary {
    pub articles: usize,
    pub unreadable: usize,
    pub cancelled: bool,
}
