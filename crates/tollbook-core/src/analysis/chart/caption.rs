//! What stands around a chart that is published: what it shows, of what, and what it leaves out.

use std::collections::{BTreeMap, BTreeSet};

use super::{Chart, LineIndex, Mode, View};
use crate::analysis::Answers;
use crate::analysis::counted::Counted;
use crate::analysis::timeline::{Asked, Bar, Grain, Period, Why};
use crate::analysis::wording;
use crate::model::{ArticleId, Hostile, Project};

/// The words around a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caption {
    /// What it shows: "Killed per operation, by month".
    pub title: String,
    /// Of whom: "French forces, all causes".
    pub scope: String,
    /// "44 incidents from 31 articles; 2 not drawn, because no date (1), no operation (1)."
    pub source: String,
    /// What a reader has to know to read it, as sentences.
    pub notes: Vec<String>,
    /// The key of the reported totals: for each line that has some, what it counts, and each total with its number:
    /// "1: August 2014, 9 reported, agrees".
    pub totals: Vec<TotalKey>,
    /// Who is to be credited; blank for nobody.
    pub credit: String,
}

/// The reported totals on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalKey {
    /// Which of the chart's lines.
    pub line: LineIndex,
    /// What is counted on it, and its totals.
    pub text: String,
}

impl Caption {
    /// What the marks are called in the legend.
    pub const REPORTED_TOTALS: &str = "Reported total, with its number in the key";
    /// What the dashed lines are called in the legend.
    pub const COUNTED_IN_SCOPE: &str = "Counted in the scope of a total";
    /// The heading of the key of totals.
    pub const TOTALS_NOTE: &str = "Reported totals, each against what is counted in its scope:";

    /// The words around `chart`, which draws what is `counted` for what is `asked`.
    pub fn build(
        project: &Project,
        answers: &Answers,
        asked: Asked<'_>,
        counted: &Counted,
        chart: &Chart,
    ) -> Self {
        let outcome = wording::sentence(chart.outcome.as_str());
        let by = match (chart.view.mode, chart.grain) {
            (Mode::Cumulative, _) => "from the beginning on",
            (_, Grain::Month) => "by month",
            (_, Grain::Quarter) => "by quarter",
            (_, Grain::Year) => "by year",
        };
        Self {
            title: format!("{outcome} per {}, {by}", chart.grouping),
            scope: scope(project, asked),
            source: source(project, answers, counted, chart),
            notes: notes(project, asked, chart),
            totals: totals(chart),
            credit: credit(project),
        }
    }
}

/// The project's name, until the user writes another line.
fn credit(project: &Project) -> String {
    match project.name().trim() {
        "" => String::new(),
        name => format!("Data: {name}. Made with Tollbook."),
    }
}

/// Names with commas between, of a filter that is set.
fn names<T>(set: Option<&BTreeSet<T>>, name: impl Fn(&T) -> String) -> Option<String> {
    let names: Vec<String> = set?.iter().map(name).collect();
    Some(names.join(", "))
}

fn scope(project: &Project, Asked { query, .. }: Asked<'_>) -> String {
    let entry = |id: &Option<_>, unknown: &str| match project.entry_name(*id) {
        "" => unknown.to_owned(),
        name => name.to_owned(),
    };
    let hostile = |value: &Hostile| match value {
        Hostile::Yes => "hostile",
        Hostile::No => "not hostile",
        Hostile::Unknown => "not known whether hostile",
        Hostile::Disputed => "disputed whether hostile",
    };
    let mut parts = vec![
        names(query.sides.as_ref(), |id| entry(id, "side unknown")).unwrap_or_else(|| "All sides".to_owned()),
        names(query.hostile.as_ref(), |value| hostile(value).to_owned())
            .unwrap_or_else(|| "hostile or not".to_owned()),
        names(query.causes.as_ref(), |id| entry(id, "cause unknown"))
            .unwrap_or_else(|| "all causes".to_owned()),
    ];
    parts.extend(names(query.sources.as_ref(), |name| match name.as_str() {
        "" => "articles without source".to_owned(),
        name => format!("as {name} says"),
    }));
    parts
        .extend(names(query.coders.as_ref(), |id| format!("as {} annotated", project.entry_name(Some(*id)))));
    parts.join("; ")
}

fn source(project: &Project, answers: &Answers, counted: &Counted, chart: &Chart) -> String {
    let drawn = |bar: &Bar| bar.outcome == chart.outcome && chart.segment(bar).is_some();
    let bars = counted.timeline.bars.iter().filter(|(bar, _)| drawn(bar));
    let incidents: BTreeSet<_> = bars.flat_map(|(_, sum)| sum.incidents.iter().copied()).collect();
    let views = incidents.iter().filter_map(|id| counted.incident(answers, *id));
    let articles: BTreeSet<ArticleId> = views
        .flat_map(|view| view.claims.iter())
        .filter_map(|claim| Some(project.annotations.get(*claim)?.article))
        .collect();
    let mut source = format!(
        "{} from {}",
        wording::counted(incidents.len(), "incident"),
        wording::counted(articles.len(), "article")
    );
    let mut missing: BTreeMap<&str, usize> = BTreeMap::new();
    for not_drawn in counted.timeline.not_drawn.iter().filter(|missing| missing.outcome == chart.outcome) {
        let why = match not_drawn.why {
            Why::NoDate => "no date",
            Why::TooCoarse(..) => "date too coarse",
            Why::NoOperation => "no operation",
            Why::SeveralOperations => "several operations",
        };
        *missing.entry(why).or_default() += 1;
    }
    if !missing.is_empty() {
        let whys: Vec<String> = missing.iter().map(|(why, n)| format!("{why} ({n})")).collect();
        let sum = wording::grouped(missing.values().sum::<usize>() as u64);
        source += &format!("; {sum} not drawn, because: {}", whys.join(", "));
    }
    source + "."
}

fn notes(project: &Project, Asked { what_if, .. }: Asked<'_>, chart: &Chart) -> Vec<String> {
    let mut notes = Vec::new();
    if !what_if.is_nothing() {
        let tried = what_if.words(project).join(", ");
        notes.push(format!("A what-if: {tried}. Dashed: as it is without the what-if."));
    }
    if chart.columns.iter().any(|column| column.at_least) && chart.view.mode != Mode::Cumulative {
        notes.push("Hatched: at least so many; no best figure is known.".to_owned());
    }
    if chart.view.spread {
        notes.push(View::SPREAD_NOTE.to_owned());
    }
    let shades = chart.view.active_periods || (chart.view.spread && chart.view.mode == Mode::Cumulative);
    if shades && !chart.is_every_layer_shaded() {
        notes.push("Active periods and bands are left out where they would cover each other.".to_owned());
    }
    notes
}

fn totals(chart: &Chart) -> Vec<TotalKey> {
    let mut keys: Vec<TotalKey> = Vec::new();
    for (n, total) in chart.totals.iter().enumerate() {
        let period = wording::period(Period { grain: chart.grain, number: total.number });
        let text = format!("{}: {period}, {}", n + 1, total.words());
        match keys.last_mut().filter(|key| key.line == total.line) {
            Some(key) => key.text += &format!("; {text}"),
            None => {
                let name = chart.lines.get(total.line).map_or("", |line| line.name.as_str());
                keys.push(TotalKey { line: total.line, text: format!("{name}: {text}") });
            }
        }
    }
    for key in &mut keys {
        key.text.push('.');
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::fixture::story;
    use crate::analysis::timeline::Query;
    use crate::analysis::what_if::WhatIf;

    #[test]
    fn a_caption_says_of_what_and_what_is_left_out() {
        let story = story(
            "article a 2019-11-26
            killed thirteen 13 date=2019-11-25 op=Barkhane
            killed undated 2 op=Barkhane
            killed lost 1 date=2019-11-20
            article b 2019-11-27
            killed again 13 date=2019-11-25 op=Barkhane
            join again thirteen",
        );
        let query = Query::starting(story.project.recorded_sides());
        let asked = Asked { query: &query, what_if: &WhatIf::default() };
        let counted = Counted::count(&story.project, &story.answers, &query, asked.what_if);
        let chart = Chart::build(&story.project, &story.answers, &query, View::default(), &counted, None);
        let caption = Caption::build(&story.project, &story.answers, asked, &counted, &chart);
        assert_eq!(caption.title, "Killed per operation, by month");
        assert_eq!(caption.scope, "French forces; hostile or not; all causes");
        let source = "1 incident from 2 articles; 2 not drawn, because: no date (1), no operation (1).";
        assert_eq!(caption.source, source);
    }
}
