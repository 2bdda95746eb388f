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

pub struct Batch { pub read: u64, pub found: Option<u64>, pub items: Vec<Found> }
pub fn scan(_root: &std::path::Path, _cancel: &std::sync::atomic::AtomicBool, _on: &(dyn Fn(Batch) + Sync)) -> Summary { Summary::default() }
