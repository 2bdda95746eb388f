//! What keeps figures off an empty chart, and what would show them.

use crate::analysis::Answers;
use crate::analysis::counted::Counted;
use crate::analysis::timeline::{Grain, Grouping, Query, Sum};
use crate::analysis::what_if::WhatIf;
use crate::model::{Outcome, Project};

/// A change of the question that shows figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reveal {
    /// Show all groups.
    AllGroups,
    /// Show all sides.
    AllSides,
    /// Filter by hostile no longer.
    AnyHostile,
    /// Filter by cause no longer.
    AllCauses,
    /// Filter by source no longer.
    AllSources,
    /// Filter by coder no longer.
    AllCoders,
    /// Group by side, for people without an operation.
    GroupBySide,
    /// Show years, for dates that are not known to the month or the quarter.
    ByYear,
    /// Filter by nothing.
    Everything,
    /// Filter by nothing and group by side, for people without an operation.
    EverythingBySide,
    /// Show another outcome, and filter by nothing.
    Outcome(Outcome),
}

impl Reveal {
    /// What hides figures one by one.
    const SINGLE: [Self; 8] = [
        Self::AllGroups,
        Self::AllSides,
        Self::AnyHostile,
        Self::AllCauses,
        Self::AllSources,
        Self::AllCoders,
        Self::GroupBySide,
        Self::ByYear,
    ];

    fn query(self, query: &Query) -> Query {
        let mut query = query.clone();
        match self {
            Self::AllGroups => query.hidden.clear(),
            Self::AllSides => query.sides = None,
            Self::AnyHostile => query.hostile = None,
            Self::AllCauses => query.causes = None,
            Self::AllSources => query.sources = None,
            Self::AllCoders => query.coders = None,
            Self::GroupBySide => query.grouping = Grouping::Side,
            Self::ByYear => query.grain = Grain::Year,
            Self::Everything => query = query.unfiltered(),
            Self::EverythingBySide => {
                query = Query { grouping: Grouping::Side, ..query.unfiltered() };
            }
            Self::Outcome(outcome) => query = Query { outcomes: [outcome].into(), ..query.unfiltered() },
        }
        query
    }
}

/// Figures that are hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// What would show them.
    pub reveal: Reveal,
    /// How many people.
    pub sum: Sum,
    /// Whether the side of all of them is not set.
    pub without_side: bool,
}

impl Hidden {
    /// What hides figures, where a question shows none: each filter by itself, else all of them together, else that
    /// only other outcomes have figures.
    pub fn find(project: &Project, answers: &Answers, query: &Query, what_if: &WhatIf) -> Vec<Self> {
        let try_out = |reveal: Reveal| {
            let wider = reveal.query(query);
            if wider.counts_as(query) {
                return None;
            }
            let timeline = Counted::count(project, answers, &wider, what_if).timeline;
            let sum = timeline.bars.values().cloned().reduce(Sum::with)?;
            let without_side = timeline.series.keys().all(|key| key.side.is_none());
            Some(Self { reveal, sum, without_side })
        };
        let single: Vec<Self> = Reveal::SINGLE.into_iter().filter_map(try_out).collect();
        if !single.is_empty() {
            return single;
        }
        let together = try_out(Reveal::Everything).or_else(|| try_out(Reveal::EverythingBySide));
        let others = Outcome::ALL.iter().filter(|outcome| !query.outcomes.contains(outcome));
        together.or_else(|| others.copied().map(Reveal::Outcome).find_map(try_out)).into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::fixture::story;

    /// What is hidden of a story where only the sides that are recorded are asked for.
    fn hidden(claims: &str, change: impl FnOnce(&mut Query)) -> Vec<(Reveal, u64)> {
        let story = story(&format!("article a 2021-09-24\n{claims}"));
        let mut query = Query::starting(story.project.recorded_sides());
        change(&mut query);
        let hidden = Hidden::find(&story.project, &story.answers, &query, &WhatIf::default());
        hidden.into_iter().map(|hidden| (hidden.reveal, hidden.sum.height())).collect()
    }

    #[test]
    fn what_hides_figures_is_found_for_every_grouping() {
        for grouping in Grouping::ALL.iter().copied() {
            let group = |query: &mut Query| query.grouping = grouping;
            let civilians = "killed k 3 date=2021-09-01 op=Barkhane side=civilians";
            assert_eq!(hidden(civilians, group), [(Reveal::AllSides, 3)], "{grouping}");
            let hostile = |query: &mut Query| {
                group(query);
                query.hostile = Some([crate::model::Hostile::Yes].into());
            };
            let accident = "killed k 2 date=2021-09-01 op=Barkhane hostile=no";
            assert_eq!(hidden(accident, hostile), [(Reveal::AnyHostile, 2)], "{grouping}");
            let year = "killed k 4 date=2021 op=Barkhane";
            assert_eq!(hidden(year, group), [(Reveal::ByYear, 4)], "{grouping}");
            let wounded = "wounded w 5 date=2021-09-01 op=Barkhane";
            assert_eq!(hidden(wounded, group), [(Reveal::Outcome(Outcome::Wounded), 5)], "{grouping}");
        }
    }

    #[test]
    fn people_without_an_operation_are_shown_by_side() {
        assert_eq!(hidden("killed k 3 date=2021-09-01", |_| ()), [(Reveal::GroupBySide, 3)]);
    }

    #[test]
    fn filters_that_hide_only_together_are_taken_away_together() {
        let both = |query: &mut Query| query.hostile = Some([crate::model::Hostile::Yes].into());
        let claims = "killed k 3 date=2021-09-01 op=Barkhane side=civilians hostile=no";
        assert_eq!(hidden(claims, both), [(Reveal::Everything, 3)]);
        // Nor does removing the filters alone show people without an operation.
        let claims = "killed k 3 date=2021-09-01 side=civilians";
        assert_eq!(hidden(claims, |_| ()), [(Reveal::EverythingBySide, 3)]);
    }
}
