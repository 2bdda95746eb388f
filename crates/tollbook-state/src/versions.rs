//! What tells a panel whether anything that it keeps has changed.

/// Counters, each of which goes up whenever what it names changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Versions {
    /// The facts: every edit, an undo as well.
    pub facts: u64,
    /// The articles: one comes, is corrected, or is read.
    pub articles: u64,
    /// What is counted, or what the chart is asked.
    pub counts: u64,
}

impl Versions {
    /// The version of facts and articles together.
    pub fn contents(self) -> u64 {
        // Both only go up, so that the sum is another after every change of either.
        self.facts + self.articles
    }
}
