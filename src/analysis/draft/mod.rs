//! stub
#![allow(missing_docs)]
use super::Answers;
use crate::model::*;
use std::ops::Range;
pub struct Passage<'a> {
    pub text: &'a str,
    pub span: Range<usize>,
    pub article: ArticleId,
    pub published: Option<DateRange>,
}
pub fn draft(_project: &Project, _answers: &Answers, passage: &Passage<'_>, mark: Mark) -> Claim {
    let _ = (passage.text, &passage.span, passage.article, passage.published);
    Claim::blank(mark.kind(), mark.outcome())
}
