//! A what-if: what would be counted if some of what was said were left out, or weighed
//! otherwise. It changes no fact.

use std::collections::BTreeSet;

use super::incident::Estimated;
use crate::model::words::words;
use crate::model::{ArticleId, EntryId, Figures, Project};

words! {
    /// Which of an estimate's figures is drawn.
    pub enum Taken ("bests, lows or highs") {
        /// The best, as it is always counted.
        Bests = "bests",
        /// The low in the place of the best.
        Lows = "lows",
        /// The high in the place of the best.
        Highs = "highs",
    }
}

/// What is tried. The default tries nothing: it counts as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhatIf {
    /// Articles whose claims are left out.
    pub articles: BTreeSet<ArticleId>,
    /// Sources whose claims are left out, as written.
    pub sources: BTreeSet<String>,
    /// Coders whose claims are left out.
    pub coders: BTreeSet<EntryId>,
    /// Whether only incidents by hostile action count.
    pub only_hostile: bool,
    /// Which figure stands for the best.
    pub taken: Taken,
    /// Whether only people count whom two or more sources report.
    pub two_sources: bool,
}

impl Default for WhatIf {
    fn default() -> Self {
        Self {
            articles: BTreeSet::new(),
            sources: BTreeSet::new(),
            coders: BTreeSet::new(),
            only_hostile: false,
            taken: Taken::Bests,
            two_sources: false,
        }
    }
}

impl WhatIf {
    /// Whether nothing is tried.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// The figures with which an estimate counts; `None` if it does not.
    pub fn figures(&self, estimated: &Estimated) -> Option<Figures> {
        if self.two_sources && estimated.sources < 2 {
            return None;
        }
        let figures = estimated.figures;
        Some(match self.taken {
            Taken::Bests => figures,
            Taken::Lows => Figures { best: figures.low, high: figures.high, low: figures.low },
            Taken::Highs => Figures { best: figures.high, ..figures },
        })
    }

    /// What is tried, in words, one for each choice: `without the article “Thirteen dead”`.
    pub fn words(&self, project: &Project) -> Vec<String> {
        let articles = self.articles.iter().map(|id| {
            let title = project.articles.get(*id).map_or("one that is gone", |article| &article.title);
            format!("without the article “{title}”")
        });
        let sources = self.sources.iter().map(|source| format!("without the source {source}"));
        let coders =
            self.coders.iter().map(|&id| format!("without the coder {}", project.entry_name(Some(id))));
        let mut words: Vec<String> = articles.chain(sources).chain(coders).collect();
        let mut add = |on: bool, text: &str| words.extend(on.then(|| text.to_owned()));
        add(self.only_hostile, "only by hostile action");
        add(self.two_sources, "only incidents that two or more sources report");
        add(self.taken == Taken::Lows, "lows in the place of bests");
        add(self.taken == Taken::Highs, "highs in the place of bests");
        words
    }
}
