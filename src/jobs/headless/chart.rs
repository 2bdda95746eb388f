//! `tollbook chart`: the chart's values or its picture, with every choice of the window.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;

use super::{Answer, stored};
use crate::jobs::output;
use tollbook_core::analysis::Answers;
use tollbook_core::analysis::chart::{Caption, Chart, Mode, View};
use tollbook_core::analysis::counted::Counted;
use tollbook_core::analysis::timeline::{Asked, DaySpan, Grain, Group, Grouping, Query, Timeline};
use tollbook_core::analysis::what_if::{Taken, WhatIf};
use tollbook_core::analysis::without_sensitive::{LeftOut, without_sensitive};
use tollbook_core::extract::date::parse_typed;
use tollbook_core::model::{Article, EntryId, Hostile, List, Outcome, Project};
use tollbook_files::exchange::Options;
use tollbook_files::exchange::picture::PictureStyle;
use tollbook_state::effect::ChartOutput;

/// What the chart is asked, and how it is drawn. Names are those of the project's lists.
#[derive(Clone, Debug, clap::Args)]
pub struct ChartChoice {
    /// The file to write; its ending says the format: .svg, .png, .pdf or .csv.
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,

    /// What happened to the people; for CSV several with a comma between.
    #[arg(long, value_delimiter = ',', value_parser = word::<Outcome>(), default_value = "killed")]
    pub outcome: Vec<Outcome>,
    /// Whose people; may be given several times. Without it, the recorded sides.
    #[arg(long, value_name = "NAME")]
    pub side: Vec<String>,
    /// Count every side.
    #[arg(long, conflicts_with = "side")]
    pub all_sides: bool,
    /// Only incidents of which this is known.
    #[arg(long, value_delimiter = ',', value_parser = word::<Hostile>())]
    pub hostile: Vec<Hostile>,
    /// Only incidents with this cause, or "unknown"; may be given several times.
    #[arg(long, value_name = "NAME")]
    pub cause: Vec<String>,
    /// Only what this source or independent source says, "" for articles without; may be given several times.
    #[arg(long, value_name = "NAME")]
    pub source: Vec<String>,
    /// Only what this coder annotated; may be given several times.
    #[arg(long, value_name = "NAME")]
    pub coder: Vec<String>,
    /// Only this operation; may be given several times.
    #[arg(long, value_name = "NAME")]
    pub operation: Vec<String>,
    /// How long a period is.
    #[arg(long, value_parser = word::<Grain>(), default_value = "month")]
    pub by: Grain,
    /// By what people are grouped; usually by operation, or by side where the project has no operations.
    #[arg(long, value_parser = word::<Grouping>())]
    pub group: Option<Grouping>,
    /// Show from this day, month or year on: 2014, 2014-08, 2014-08-01.
    #[arg(long, value_name = "DATE", value_parser = begin)]
    pub from: Option<Date>,
    /// Show until this day, month or year.
    #[arg(long, value_name = "DATE", value_parser = end)]
    pub until: Option<Date>,

    /// Leave out annotations and articles that are marked sensitive; the picture says so.
    #[arg(long)]
    pub without_sensitive: bool,

    /// Recount without the article at this path; may be given several times.
    #[arg(long, value_name = "PATH", help_heading = "What-if")]
    pub without_article: Vec<String>,
    /// Recount without this source; may be given several times.
    #[arg(long, value_name = "NAME", help_heading = "What-if")]
    pub without_source: Vec<String>,
    /// Recount without this coder; may be given several times.
    #[arg(long, value_name = "NAME", help_heading = "What-if")]
    pub without_coder: Vec<String>,
    /// Recount only what is by hostile action.
    #[arg(long, help_heading = "What-if")]
    pub only_hostile: bool,
    /// Which figures count.
    #[arg(long, value_parser = word::<Taken>(), default_value = "bests", help_heading = "What-if")]
    pub take: Taken,
    /// Recount only people whom two or more sources report.
    #[arg(long, help_heading = "What-if")]
    pub two_sources: bool,

    /// How the operations are drawn.
    #[arg(long, value_parser = word::<Mode>(), default_value = "stacked", help_heading = "Picture")]
    pub mode: Mode,
    /// Draw low and high: whiskers on bars, bands on lines.
    #[arg(long, help_heading = "Picture")]
    pub spread: bool,
    /// Leave totals off a cumulative chart.
    #[arg(long, help_heading = "Picture")]
    pub no_totals: bool,
    /// Shade the time from each operation's first day to its last.
    #[arg(long, alias = "lives", help_heading = "Picture")]
    pub active_periods: bool,
    /// The title; without it, what the chart shows.
    #[arg(long, help_heading = "Picture")]
    pub title: Option<String>,
    /// The credit line below the notes, "" for none; without it, the project's name.
    #[arg(long, value_name = "TEXT", help_heading = "Picture")]
    pub credit: Option<String>,
    /// Width in points.
    #[arg(long, default_value_t = PictureStyle::default().width, help_heading = "Picture")]
    pub width: u32,
    /// Height in points; a picture gets higher where its legend and its key need more.
    #[arg(long, default_value_t = PictureStyle::default().height, help_heading = "Picture")]
    pub height: u32,
    /// Pixels per point, for PNG.
    #[arg(long, default_value_t = PictureStyle::default().scale, help_heading = "Picture")]
    pub scale: f32,
    /// Light on dark.
    #[arg(long, help_heading = "Picture")]
    pub dark: bool,
}

/// One of the words of a closed list, which `--help` lists; several words are written with hyphens between.
fn word<T: Display + Copy + Send + Sync + Words>() -> impl TypedValueParser<Value = T> {
    let hyphenated = |word: &T| word.to_string().replace(' ', "-");
    let value = move |word: &T| PossibleValue::new(hyphenated(word)).alias(word.to_string());
    let find = move |text: String| {
        let wanted = text.replace(' ', "-");
        let found = T::ALL.iter().copied().find(|word| hyphenated(word) == wanted);
        found.ok_or_else(|| format!("“{text}” is not in the list"))
    };
    PossibleValuesParser::new(T::ALL.iter().map(value)).try_map(find)
}

/// A closed list of words.
trait Words: Sized + 'static {
    const ALL: &'static [Self];
}

macro_rules! words {
    ($($name:ty),*) => { $(impl Words for $name { const ALL: &'static [Self] = <$name>::ALL; })* };
}
words!(Outcome, Hostile, Grain, Grouping, Taken, Mode);

fn begin(text: &str) -> Result<Date, String> {
    parse_typed(text, None, None)?.map(|date| date.first()).ok_or_else(|| "a date such as 2014-08".to_owned())
}

fn end(text: &str) -> Result<Date, String> {
    parse_typed(text, None, None)?.map(|date| date.last()).ok_or_else(|| "a date such as 2014-08".to_owned())
}

/// `tollbook chart PROJECT --to FILE`.
///
/// # Errors
/// A sentence that names the file and the remedy.
pub fn chart(project: &Path, choice: &ChartChoice, options: &Options) -> Answer {
    let (_, _, opened) = stored(project)?;
    let mut project = opened.project;
    let mut left_out = None;
    if choice.without_sensitive {
        let (without, what) = without_sensitive(&project);
        (project, left_out) = (without, Some(what));
    }
    let answers = Answers::from_project(&project);
    let (mut query, what_if) = (choice.query(&project)?, choice.what_if(&project)?);
    let counted = Counted::count(&project, &answers, &query, &what_if);
    query.within = choice.within(&counted.timeline);
    let asked = Asked { query: &query, what_if: &what_if };
    let without_what_if =
        (!what_if.is_nothing()).then(|| Counted::count(&project, &answers, &query, &WhatIf::default()));
    let drawn = Chart::build(&project, &answers, &query, choice.view(), &counted, without_what_if.as_ref());
    let mut caption = Caption::build(&project, &answers, asked, &counted, &drawn);
    caption.notes.extend(left_out.map(LeftOut::sentence));
    if let Some(title) = &choice.title {
        caption.title.clone_from(title);
    }
    if let Some(credit) = &choice.credit {
        caption.credit.clone_from(credit);
    }
    let mut lines: Vec<String> = left_out.map(LeftOut::sentence).into_iter().collect();
    let not_drawn = &counted.timeline.not_drawn;
    if !not_drawn.is_empty() {
        lines.push(format!("{} not drawn:", not_drawn.len()));
        lines.extend(not_drawn.iter().map(|missing| {
            let title = answers.incident(missing.incident).map_or("", |view| view.title.as_str());
            format!("  {title} ({} {}): {}", project.entry_name(missing.side), missing.outcome, missing.why)
        }));
    }
    let paper = ChartOutput {
        chart: drawn,
        caption,
        style: choice.style(),
        project: project.clone(),
        timeline: counted.timeline,
        query,
        options: *options,
    };
    lines.insert(0, output::write_chart(&choice.to, &paper)?);
    Ok(lines)
}

impl ChartChoice {
    fn query(&self, project: &Project) -> Result<Query, String> {
        let mut query = Query::starting(project.recorded_sides());
        query.outcomes = self.outcome.iter().copied().collect();
        query.grain = self.by;
        query.grouping = self.group.unwrap_or_else(|| Grouping::usual(project));
        if self.all_sides {
            query.sides = None;
        } else if !self.side.is_empty() {
            query.sides =
                Some(entries_named(project, List::Side, &self.side)?.into_iter().map(Some).collect());
        }
        let filter = |empty: bool| !empty;
        query.hostile = filter(self.hostile.is_empty()).then(|| self.hostile.iter().copied().collect());
        query.causes = filter(self.cause.is_empty()).then(|| causes(project, &self.cause)).transpose()?;
        query.sources = filter(self.source.is_empty()).then(|| self.source.iter().cloned().collect());
        query.coders = filter(self.coder.is_empty())
            .then(|| entries_named(project, List::Coder, &self.coder))
            .transpose()?;
        if !self.operation.is_empty() {
            let shown = operations(project, &self.operation)?;
            query.hidden = project
                .operations
                .iter()
                .map(|(id, _)| id)
                .filter(|id| !shown.contains(id))
                .map(Group::Operation)
                .collect();
        }
        if let (Some(from), Some(until)) = (self.from, self.until)
            && until < from
        {
            return Err(format!("--until {until} is before --from {from}; change one of them."));
        }
        Ok(query)
    }

    /// The stretch of time that is shown: an end that is left open is that of what is counted.
    fn within(&self, timeline: &Timeline) -> Option<DaySpan> {
        let begins = || Some(timeline.periods.first()?.start());
        let ends = || Some(timeline.periods.last()?.end());
        match (self.from, self.until) {
            (None, None) => None,
            (Some(from), Some(until)) => Some(DaySpan::between(from, until)),
            (Some(from), None) => Some(DaySpan { from, to: ends().unwrap_or(from).max(from) }),
            (None, Some(to)) => Some(DaySpan { from: begins().unwrap_or(to).min(to), to }),
        }
    }

    fn what_if(&self, project: &Project) -> Result<WhatIf, String> {
        let articles: Result<BTreeSet<_>, String> = self
            .without_article
            .iter()
            .map(|path| {
                let here = |(_, article): &(_, &Article)| article.path == *path;
                let found = project.articles.iter().find(here).map(|(id, _)| id);
                found.ok_or_else(|| format!("The project has no annotated article at “{path}”."))
            })
            .collect();
        if let Some(source) = self.without_source.iter().find(|source| !speaks(project, source)) {
            return Err(format!("No article of the project has the independent source “{source}”."));
        }
        if let Some(source) = self.source.iter().find(|name| !name.is_empty() && !speaks(project, name)) {
            return Err(format!("No article of the project has the source “{source}”."));
        }
        Ok(WhatIf {
            articles: articles?,
            sources: self.without_source.iter().cloned().collect(),
            coders: entries_named(project, List::Coder, &self.without_coder)?,
            only_hostile: self.only_hostile,
            taken: self.take,
            two_sources: self.two_sources,
        })
    }

    fn view(&self) -> View {
        View {
            mode: self.mode,
            spread: self.spread,
            totals: !self.no_totals,
            active_periods: self.active_periods,
        }
    }

    fn style(&self) -> PictureStyle {
        PictureStyle { width: self.width, height: self.height, scale: self.scale, dark: self.dark }
    }
}

/// Whether an article has this source or independent source.
fn speaks(project: &Project, name: &str) -> bool {
    let is = |known: &str| known.trim().to_lowercase() == name.trim().to_lowercase();
    project.articles.iter().any(|(_, article)| is(&article.source) || is(&article.independent_source))
}

/// The entries of a list with these names.
fn entries_named(project: &Project, list: List, names: &[String]) -> Result<BTreeSet<EntryId>, String> {
    let find = |name: &String| {
        project.entry(list, name).ok_or_else(|| {
            let names: Vec<&str> = project.list(list).map(|(_, entry)| entry.value.as_str()).collect();
            format!("The project has no {list} “{name}”. It has: {}.", names.join("; "))
        })
    };
    names.iter().map(find).collect()
}

fn causes(project: &Project, names: &[String]) -> Result<BTreeSet<Option<EntryId>>, String> {
    let (unknown, named): (Vec<String>, Vec<String>) =
        names.iter().cloned().partition(|name| name == "unknown");
    let known = entries_named(project, List::Cause, &named)?.into_iter().map(Some);
    Ok(known.chain(unknown.iter().map(|_| None)).collect())
}

fn operations(
    project: &Project,
    names: &[String],
) -> Result<BTreeSet<tollbook_core::model::OperationId>, String> {
    let find = |name: &String| {
        project.operation_named(name).ok_or_else(|| {
            let names: Vec<&str> =
                project.operations.iter().map(|(_, operation)| operation.name.as_str()).collect();
            format!("The project has no operation “{name}”. It has: {}.", names.join("; "))
        })
    };
    names.iter().map(find).collect()
}
