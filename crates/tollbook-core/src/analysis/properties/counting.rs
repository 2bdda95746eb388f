//! What holds of estimates, bars and joins.

use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::analysis::deaths::{DeathGroup, Groups, combine};
use crate::analysis::estimate::{Report, estimate};
use crate::analysis::incident::IncidentView;
use crate::analysis::timeline::Sum;
use crate::model::{ClaimStatus, Figures};

proptest! {
    #[test]
    fn every_estimate_is_in_one_bar_or_in_none_with_a_reason(edits in many(edit())) {
        let story = story_after(&edits);
        let timeline = everything(&story);
        let drawn = |view: &IncidentView, outcome| {
            timeline.bars.iter().filter(|(bar, sum)| bar.outcome == outcome && sum.incidents.contains(&view.root)).count()
        };
        for view in story.answers.incidents().filter(|view| view.recorded) {
            for estimated in &view.estimates {
                let (side, outcome) = (estimated.side, estimated.outcome);
                let listed = timeline.not_drawn.iter().any(|it| it.incident == view.root && it.side == side && it.outcome == outcome);
                let rows = timeline.series.iter().filter(|(key, sum)| {
                    key.side == side && key.outcome == outcome && sum.incidents.contains(&view.root)
                });
                let rows = rows.count();
                prop_assert!(rows <= 1 && drawn(view, outcome) <= 1);
                prop_assert_eq!(rows + usize::from(listed), usize::from(!estimated.stands_for_nobody()));
            }
        }
    }

    #[test]
    fn every_bar_is_the_sum_of_its_incidents(edits in many(edit())) {
        let story = story_after(&edits);
        for (bar, sum) in &everything(&story).bars {
            let views = sum.incidents.iter().map(|id| story.answers.incident(*id).unwrap());
            let estimates: Vec<_> = views
                .flat_map(|view| view.estimates.iter())
                .filter(|estimated| estimated.outcome == bar.outcome && !estimated.stands_for_nobody())
                .collect();
            let known = |figure: fn(&Figures) -> Option<u64>| -> Vec<u64> {
                estimates.iter().filter_map(|estimated| figure(&estimated.figures)).collect()
            };
            let (lows, bests, highs) = (known(|f| f.low), known(|f| f.best), known(|f| f.high));
            let total = |known: &[u64]| (!known.is_empty()).then(|| known.iter().sum::<u64>());
            let without = estimates.iter().filter(|estimated| estimated.figures.best.is_none());
            let expected = Sum {
                low: total(&lows),
                best: total(&bests),
                high: total(&highs).filter(|_| highs.len() == estimates.len()),
                hatched: without.clone().filter_map(|estimated| estimated.figures.low).sum(),
                incidents: sum.incidents.clone(),
                without_best: without.count() as u64,
            };
            prop_assert_eq!(sum, &expected);
            if estimates.iter().all(|estimated| estimated.figures.problem().is_none()) {
                prop_assert!(sum.high.is_none_or(|high| sum.best.is_none_or(|best| best <= high)));
                prop_assert!(sum.without_best > 0 || sum.low.is_none_or(|low| sum.best.is_none_or(|best| low <= best)));
            }
        }
    }

    #[test]
    fn counting_does_not_depend_on_the_order_of_edits(
        marks in many(edit()),
        fields in prop::collection::btree_map(name(), field(), 0..6),
        joins in prop::collection::btree_map(1..7_usize, 0..6_usize, 0..6),
        overrides in prop::collection::btree_map(name(), date(), 0..4),
        keys in prop::collection::vec(any::<u32>(), 20),
    ) {
        let story = story_after(&marks);
        let mut edits: Vec<String> = fields.into_iter().map(|(name, field)| format!("set {name} {field}")).collect();
        edits.extend(overrides.into_iter().map(|(name, date)| format!("incident {name} date={date}")));
        // From a later claim to an earlier one: no order of these makes a ring.
        let joins = joins.into_iter().filter(|(from, to)| from > to && story.has(&format!("c{from}")));
        let splits: Vec<String> = (0..7).map(|n| format!("split c{n}")).collect();
        edits.extend(joins.map(|(from, to)| format!("join c{from} c{to}")));
        edits.push("article a1 2020-01-02 independent_source=Reuters".to_owned());
        let mut shuffled: Vec<(u32, String)> = keys.into_iter().chain(0..).zip(edits.clone()).collect();
        shuffled.sort();
        let shuffled: Vec<String> = shuffled.into_iter().map(|(_, edit)| edit).collect();
        let after = |edits: &[String]| {
            let mut story = story_after(&marks);
            tell(&mut story, &splits);
            tell(&mut story, edits);
            story
        };
        let (one, other) = (after(&edits), after(&shuffled));
        prop_assert!(one.answers == other.answers);
        prop_assert_eq!(everything(&one), everything(&other));
    }

    #[test]
    fn joining_and_splitting_again_changes_nothing(edits in many(edit()), a in name(), b in name()) {
        let mut story = story_after(&edits);
        tell(&mut story, &[format!("split {a}")]);
        let (facts, answers, duplicates) = (story.project.clone(), story.answers.clone(), story.duplicates.clone());
        tell(&mut story, &[format!("join {a} {b}"), format!("split {a}")]);
        prop_assert!(story.project == facts);
        prop_assert!(story.answers == answers && story.duplicates == duplicates);
    }

    #[test]
    fn low_best_and_high_are_in_order_or_a_warning_says_where_they_are_not(edits in many(edit())) {
        let story = story_after(&edits);
        for view in story.answers.incidents() {
            for estimated in &view.estimates {
                let said = view.warnings.iter().any(|warning| warning.contains(" is above the "));
                prop_assert!(estimated.figures.problem().is_none() || said, "{:?} {:?}", estimated, view.warnings);
            }
        }
    }

    #[test]
    fn an_estimate_is_in_order_where_its_reports_are(
        reports in prop::collection::vec((0..4_u8, 0..9_u64, 0..9_u64, 0..9_u64, 0..8_u8, any::<bool>(), any::<bool>()), 0..8),
        whom in prop::collection::vec(select(&[DeathGroup::Killed, DeathGroup::Later, DeathGroup::Same, DeathGroup::Others]), 8),
    ) {
        let reports: Vec<Report<u8>> = reports
            .into_iter()
            .map(|(source, low, more, much_more, blank, disputed, chosen)| {
                let known = |bit: u8, n: u64| (blank & bit == 0).then_some(n);
                let (best, high) = (low + more, low + more + much_more);
                let count = Figures { low: known(1, low), best: known(2, best), high: known(4, high) };
                let status = if disputed { ClaimStatus::Disputed } else { ClaimStatus::Asserted };
                Report { source, count, status, chosen }
            })
            .collect();
        let groups = Groups::group(reports.iter().cloned().zip(whom).collect(), |(_, whom)| *whom);
        let figures = combine(&groups.map(|group| group.iter().map(|(report, _)| report.clone()).collect())).figures;
        prop_assert_eq!(figures.problem(), None);
        let (figures, _) = estimate(&reports);
        prop_assert_eq!(figures.problem(), None);
        prop_assert!(reports.is_empty() || figures.best.is_none() || reports.iter().any(|report| report.count.best == figures.best));
    }
}
