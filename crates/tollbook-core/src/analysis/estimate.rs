//! From claims that disagree to one figure: how an incident's people of one side and outcome are
//! estimated (docs/counting-rules.md).
//!
//! The practice is that of UCDP's Georeferenced Event Dataset: a low, a best and a high, the best
//! being what most reports give and, where that is open, the lower.

use std::collections::BTreeMap;

use crate::model::{ClaimStatus, Figures};

/// What the estimate needs to know of one claim. Claims come earliest first: by the day of
/// their articles, then by when they were annotated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report<V> {
    /// Who speaks: an agency, or the article.
    pub source: V,
    /// The figures.
    pub count: Figures,
    /// Asserted or disputed; others do not get here.
    pub status: ClaimStatus,
    /// Whether the coder chose this figure for its source.
    pub chosen: bool,
}

/// How an estimate came about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// The coder's own figures.
    Coder,
    /// Only one source gives a figure.
    OneSource,
    /// Every source gives the same figure.
    AllAgree,
    /// So many sources of so many give the best figure.
    MostSources(usize, usize),
    /// No figure has most sources; the lowest of those in front.
    Lowest,
    /// No source gives a definite figure.
    NoBest,
    /// Nothing is known.
    Blank,
    /// Those killed at once, and others who died of wounds: two figures, added.
    Added(Box<[(Figures, Rule); 2]>),
    /// The same two, while nobody has said whether they are the same people.
    Undecided(Box<[(Figures, Rule); 2]>),
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Coder => f.write_str("set by the coder"),
            Self::OneSource => f.write_str("one source"),
            Self::AllAgree => f.write_str("all sources agree"),
            Self::MostSources(n, of) => write!(f, "{n} of {of} sources"),
            Self::Lowest => f.write_str("sources differ, lowest taken"),
            Self::NoBest => f.write_str("no definite figure"),
            Self::Blank => f.write_str("nothing known"),
            Self::Added(two) => {
                let [(at_once, by), (later, by_later)] = two.as_ref();
                write!(f, "{at_once} at once ({by}) and {later} later of wounds ({by_later})")
            }
            Self::Undecided(two) => {
                let [(at_once, by), (later, by_later)] = two.as_ref();
                write!(
                    f,
                    "{at_once} at once ({by}), {later} later of wounds ({by_later}), perhaps the same people"
                )
            }
        }
    }
}

/// The figures that some reports give, and by which rule.
pub fn estimate<V: Ord + Clone>(reports: &[Report<V>]) -> (Figures, Rule) {
    let figures = |places: Vec<usize>| -> Vec<Figures> {
        places.into_iter().map(|at| reports[at].count.completed()).collect()
    };
    let (asserted, disputed) = (figures(speaking(reports)), figures(disputed(reports)));
    if asserted.is_empty() && disputed.is_empty() {
        return (Figures::BLANK, Rule::Blank);
    }
    let (best, rule) = most_sources(&asserted);
    // "The soldiers" changes nothing where its bounds allow what somebody says.
    let known = if asserted.is_empty() { most_sources(&disputed).0 } else { best };
    let all =
        asserted.iter().chain(&disputed).filter(|figures| figures.best.is_some() || !leaves(figures, known));
    // A figure that bounds nothing on one side leaves that side open, and blank.
    let low = all.clone().map(|figures| figures.low).min().flatten();
    let high = all.map(|figures| figures.high).reduce(|a, b| Some(a?.max(b?))).flatten();
    (Figures { low, best, high }, rule)
}

/// Whether a figure without best leaves a best that others give as it is.
fn leaves(figures: &Figures, best: Option<u64>) -> bool {
    best.is_some_and(|best| figures.allows(best))
}

/// The places of the reports that take part without a best figure, and whose bounds exclude `best`.
pub fn contradicting<V: Ord>(reports: &[Report<V>], best: Option<u64>) -> Vec<usize> {
    let Some(best) = best else { return Vec::new() };
    let mut places = speaking(reports);
    places.extend(disputed(reports));
    places.retain(|&at| reports[at].count.best.is_none() && !reports[at].count.allows(best));
    places
}

/// The places of the disputed reports that give a figure.
fn disputed<V>(reports: &[Report<V>]) -> Vec<usize> {
    let gives = |report: &Report<V>| report.status == ClaimStatus::Disputed && !report.count.is_blank();
    (0..reports.len()).filter(|&at| gives(&reports[at])).collect()
}

/// The places of the reports that speak for their sources, one each: the one chosen, else the latest
/// definite one, else the latest.
pub fn speaking<V: Ord>(reports: &[Report<V>]) -> Vec<usize> {
    let mut sources: BTreeMap<&V, usize> = BTreeMap::new();
    let rank = |at: usize| (reports[at].chosen, reports[at].count.best.is_some());
    for (at, report) in reports.iter().enumerate() {
        if report.status == ClaimStatus::Asserted && !report.count.is_blank() {
            let spoken = sources.entry(&report.source).or_insert(at);
            if rank(at) >= rank(*spoken) {
                *spoken = at;
            }
        }
    }
    sources.into_values().collect()
}

fn most_sources(spoken: &[Figures]) -> (Option<u64>, Rule) {
    let mut votes: BTreeMap<u64, usize> = BTreeMap::new();
    for best in spoken.iter().filter_map(|figures| figures.best) {
        *votes.entry(best).or_default() += 1;
    }
    let sources: usize = votes.values().sum();
    let most = votes.values().copied().max().unwrap_or(0);
    let mut leading = votes.iter().filter(|(_, n)| **n == most).map(|(best, _)| *best);
    let (first, contested) = (leading.next(), leading.next().is_some());
    let rule = match (sources, votes.len()) {
        (0, _) => Rule::NoBest,
        (1, _) => Rule::OneSource,
        (_, 1) => Rule::AllAgree,
        _ if contested => Rule::Lowest,
        _ => Rule::MostSources(most, sources),
    };
    (first, rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reports as text: `source figures [disputed|chosen]`, a line each.
    fn check(reports: &str, expected: &str, rule: &str) {
        let reports: Vec<Report<String>> = reports
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(|line| {
                let mut words = line.split_whitespace();
                let source = words.next().unwrap().to_owned();
                let number = |text: &str| text.parse::<u64>().ok();
                let mut ends = words.next().unwrap().split('/').map(number);
                let low = ends.next().unwrap();
                let count = match (ends.next(), ends.next()) {
                    (Some(best), Some(high)) => Figures { low, best, high },
                    _ => low.map_or(Figures::BLANK, Figures::exactly),
                };
                let more = words.next();
                let status =
                    if more == Some("disputed") { ClaimStatus::Disputed } else { ClaimStatus::Asserted };
                Report { source, count, status, chosen: more == Some("chosen") }
            })
            .collect();
        let (figures, by) = estimate(&reports);
        assert_eq!(figures.to_string(), expected);
        assert_eq!(by.to_string(), rule);
    }

    #[test]
    fn a_hundred_articles_of_the_same_thirteen_are_thirteen() {
        check("a 13\n b 13\n c 13", "13", "all sources agree");
    }

    #[test]
    fn most_voices_win_and_a_tie_goes_to_the_lowest() {
        check("a 3\n b 3\n c 5", "3 (3–5)", "2 of 3 sources");
        check("a 5\n b 3", "3 (3–5)", "sources differ, lowest taken");
        check("a 9\n b 9\n c 3\n d 3\n e 1", "3 (1–9)", "sources differ, lowest taken");
    }

    #[test]
    fn a_voice_speaks_once_with_its_latest_definite_figure() {
        check("a 2\n a 3\n b 3", "3", "all sources agree");
        check("a 3\n a 2/-/-", "3", "one source");
        check("a 2 chosen\n a 3", "2", "one source");
    }

    #[test]
    fn a_claim_without_best_changes_nothing_beside_one_that_has_it() {
        check("a 2/-/-\n b 4", "4", "one source");
        check("a 2/-/-", "at least 2", "no definite figure");
        check("a 2/-/-\n b 5/-/-", "at least 2", "no definite figure");
        check("a -", "unknown", "nothing known");
        check("a -\n b 4", "4", "one source");
    }

    #[test]
    fn a_disputed_claim_widens_and_never_decides() {
        check("a 3\n b 50 disputed", "3 (3–50)", "one source");
        check("b 50 disputed", "50", "no definite figure");
        check("a 3\n b 1 disputed\n c 1 disputed", "3 (1–3)", "one source");
    }

    #[test]
    fn a_figure_without_a_bound_leaves_the_estimate_without() {
        check("a 6/6/-\n b 6", "6", "all sources agree");
        check("a -/600/-\n b 590/590/590", "590 (590–600)", "sources differ, lowest taken");
        check("a 3/-/9\n b 5/-/-", "at least 3", "no definite figure");
    }
}
