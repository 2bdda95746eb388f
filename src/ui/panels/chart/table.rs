//! The same as the bars, the lines and the totals, as a table: for those who read numbers, or hear them.

use eframe::egui::{Align2, Key, Modifiers, Rect, Role, TextStyle, Ui, WidgetInfo};

use super::model::Model;
use super::wording;
use crate::ui::panels::inspector::words::verdict;
use crate::ui::theme::Palette;
use crate::ui::widgets::cached::Cached;
use crate::ui::widgets::table::{self, Column, Columns, Heading, Rows, Spec, Stop, cut};
use tollbook_core::analysis::chart::Mode;
use tollbook_core::analysis::timeline::{Bar, Grouping, Sum};
use tollbook_core::model::AnnotationId;
use tollbook_state::{Action, Preferences, Workspace};
use tollbook_state::{AnnotationAction, ChartAction};

/// What a row leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowTarget {
    /// A bar, whose incidents it lists.
    Bar(Bar),
    /// A total, whose words it shows.
    Total(AnnotationId),
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// What it leads to.
    pub leads: RowTarget,
    /// The period's name.
    pub period: String,
    /// The operation's name, or a total's scope.
    pub operation: &'a str,
    /// The figures under their headings.
    pub figures: Vec<(&'static str, String)>,
}

impl<'a> Line<'a> {
    /// The row number `n`: first the segments, then the totals.
    pub fn row(model: &'a Model, n: usize, open: &Workspace) -> Option<Self> {
        let Some(bar) = model.bar(n) else { return Self::of_total(model, n - model.segments.len()) };
        let segment = model.segments.get(n)?;
        let layer = model.layers.get(segment.layer)?;
        let nothing = Sum::default();
        let sum = open.timeline().bars.get(&bar).unwrap_or(&nothing);
        let mut figures = vec![
            ("Low", wording::figure(sum.low)),
            ("Best", wording::figure(sum.best)),
            ("High", wording::figure(sum.high)),
            ("Incidents", wording::grouped(sum.incidents.len() as u64)),
        ];
        if model.view.mode == Mode::Cumulative
            && let Some(step) = model.step_of(segment)
        {
            let at_least = if step.at_least { "≥" } else { "" };
            figures.push(("From the beginning", format!("{at_least}{}", wording::grouped(step.count))));
        }
        if let Some(without_what_if) = segment.without_what_if {
            figures.push(("Without what-if", wording::grouped(without_what_if)));
            figures.push(("Difference", wording::signed(segment.height(), without_what_if)));
        }
        let period = wording::period(bar.period);
        Some(Self { leads: RowTarget::Bar(bar), period, operation: &layer.name, figures })
    }

    fn of_total(model: &'a Model, n: usize) -> Option<Self> {
        let total = model.totals.get(n)?;
        let scope = model.lines.get(total.line)?;
        let period = tollbook_core::analysis::timeline::Period { grain: model.grain, number: total.number };
        let mut figures = vec![
            ("Reported", total.reported.to_string()),
            ("Counted", total.counted.to_string()),
            ("Verdict", verdict(total.verdict)),
        ];
        figures.retain(|(_, figure)| !figure.is_empty());
        Some(Self {
            leads: RowTarget::Total(total.annotation),
            period: wording::period(period),
            operation: &scope.name,
            figures,
        })
    }

    /// What the row, number `n` of the chart, is sorted by.
    fn key(&self, model: &Model, n: usize, column: usize) -> SortKey {
        match column {
            PERIOD => {
                let number = match model.segments.get(n) {
                    Some(segment) => Some(segment.number),
                    None => model.totals.get(n - model.segments.len()).map(|total| total.number),
                };
                number.map_or(SortKey::Blank, |number| SortKey::Number(number.into()))
            }
            GROUP => SortKey::Words(self.operation.to_lowercase()),
            // A total has figures of its own, which stand in no column.
            _ if matches!(self.leads, RowTarget::Total(_)) => SortKey::Blank,
            figure => {
                let written = self.figures.get(figure - FIGURES).map_or("", |(_, figure)| figure.as_str());
                let digits: String = written.chars().filter(|c| c.is_ascii_digit()).collect();
                let sign = if written.contains('−') { -1 } else { 1 };
                digits.parse::<i64>().map_or(SortKey::Blank, |number| SortKey::Number(sign * number))
            }
        }
    }

    /// The row as it is heard.
    pub fn spoken(&self) -> String {
        let mut spoken = match self.leads {
            RowTarget::Bar(_) => format!("{}, {}", self.period, self.operation),
            RowTarget::Total(_) => format!("{}, total of {}", self.period, self.operation),
        };
        for (heading, figure) in &self.figures {
            spoken += &match *heading {
                "Incidents" if figure == "1" => ", 1 incident".to_owned(),
                "Incidents" => format!(", {figure} incidents"),
                heading => format!(", {} {figure}", heading.to_lowercase()),
            };
        }
        spoken
    }
}

/// The headings of the figures.
fn headings(model: &Model) -> Vec<&'static str> {
    let mut headings = vec!["Low", "Best", "High", "Incidents"];
    if model.view.mode == Mode::Cumulative {
        headings.push("From the beginning");
    }
    if model.columns.iter().any(|column| column.without_what_if.is_some()) {
        headings.extend(["Without what-if", "Difference"]);
    }
    headings
}

/// The table's name for those who hear it.
pub const NAME: &str = "Figures of the chart";
/// How high a row is.
const ROW: f32 = 22.0;

/// The name of the field that filters the rows.
pub const FILTER: &str = "Filter figures";

/// What the table keeps from frame to frame.
#[derive(Debug, Default)]
pub struct State {
    rows: Rows,
    /// The words that a row's period or group must hold.
    words: String,
    /// By which column the rows are sorted, and whether backwards; else as the chart has them.
    sort: Heading<usize>,
    /// The rows that are shown, by their numbers in the chart.
    shown: Cached<(String, Heading<usize>), Vec<usize>>,
}

impl State {
    /// Has the rows found anew: the chart has other values.
    pub fn forget_rows(&mut self) {
        self.shown = Cached::default();
    }
}

/// The rows that hold the words, in the order that is asked for.
fn shown(open: &Workspace, model: &Model, words: &str, sort: Heading<usize>) -> Vec<usize> {
    let wanted = words.trim().to_lowercase();
    let holds = |line: &Line<'_>| {
        wanted.is_empty()
            || line.period.to_lowercase().contains(&wanted)
            || line.operation.to_lowercase().contains(&wanted)
    };
    let lines = (0..model.segments.len() + model.totals.len())
        .filter_map(|n| Some((n, Line::row(model, n, open)?)))
        .filter(|(_, line)| holds(line));
    let Some((column, backwards)) = sort else { return lines.map(|(n, _)| n).collect() };
    let mut keyed: Vec<(SortKey, usize)> = lines.map(|(n, line)| (line.key(model, n, column), n)).collect();
    keyed.sort_by(|(a, m), (b, n)| {
        let order = match (a.is_blank(), b.is_blank()) {
            (false, false) if backwards => b.cmp(a),
            // Blanks are last, whichever way.
            _ => a.is_blank().cmp(&b.is_blank()).then_with(|| a.cmp(b)),
        };
        order.then(m.cmp(n))
    });
    keyed.into_iter().map(|(_, n)| n).collect()
}

/// What rows are sorted by; those of one column are alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum SortKey {
    Number(i64),
    Words(String),
    Blank,
}

impl SortKey {
    fn is_blank(&self) -> bool {
        *self == Self::Blank
    }
}

/// Shows the table.
pub fn show(
    ui: &mut Ui,
    open: &Workspace,
    model: &Model,
    preferences: &Preferences,
    local: &mut State,
    actions: &mut Vec<Action>,
) {
    table::filter(ui, FILTER, FILTER, &mut local.words);
    let headings = headings(model);
    let columns = columns(&headings, model.grouping, ui.available_width(), preferences);
    if let Some(column) = columns.headings(ui, local.sort, actions) {
        local.sort = table::sorted_by(local.sort, column);
    }
    let State { rows, words, sort, shown: kept } = local;
    let numbers = kept.get((words.clone(), *sort), || shown(open, model, words, *sort));
    let count = numbers.len();
    if let Some((to, _)) = rows.moved(ui, count, ROW) {
        rows.go_to(to);
        rows.take_focus(1);
    }
    let enter =
        rows.pressed(ui, Modifiers::NONE, Key::Enter) || rows.pressed(ui, Modifiers::NONE, Key::Space);
    let at = rows.cursor();
    let spec = Spec { name: NAME, count, height: ROW, width: ui.available_width() };
    rows.show(ui, spec, |ui, stop| {
        if let Some(line) = numbers.get(stop.number).and_then(|n| Line::row(model, *n, open)) {
            row(ui, open, &columns, &line, stop, enter && stop.number == at, actions);
        }
    });
}

/// The columns: the period, the group, then the figures under their headings.
fn columns(
    headings: &[&'static str],
    grouping: Grouping,
    width: f32,
    preferences: &Preferences,
) -> Columns<usize> {
    // A table as wide as a 4K screen cannot be read across.
    let width = width.min(400.0 + 66.0 * headings.len() as f32);
    let names = [
        Column::new(PERIOD, "Period", 64.0, 1.0),
        Column::new(GROUP, wording::sentence(grouping.as_str()), 84.0, 2.0),
    ];
    let figures = headings.iter().enumerate();
    let figures = figures.map(|(n, name)| Column::new(FIGURES + n, *name, 46.0, 0.6).of_figures());
    Columns::for_width(
        "chart",
        names.into_iter().chain(figures).collect(),
        (0.0, width),
        &preferences.column_widths,
    )
}

/// The keys of the columns.
const PERIOD: usize = 0;
const GROUP: usize = 1;
const FIGURES: usize = 2;

fn row(
    ui: &Ui,
    open: &Workspace,
    columns: &Columns<usize>,
    line: &Line<'_>,
    stop: Stop,
    entered: bool,
    actions: &mut Vec<Action>,
) {
    let response = stop.interact(ui);
    let selected = match &line.leads {
        RowTarget::Bar(bar) => open.selection.bar.as_ref() == Some(bar),
        RowTarget::Total(total) => open.selection.annotation == Some(*total),
    };
    response.widget_info(|| WidgetInfo::selected(Role::Row, ui.is_enabled(), selected, line.spoken()));
    let palette = Palette::for_ui(ui);
    stop.paint(ui, &response, selected);
    let font = TextStyle::Body.resolve(ui.style());
    let paint = |room: Rect, text: &str, colour, align| {
        cut(ui.painter(), room, text, font.clone(), colour, align);
    };
    match line.leads {
        RowTarget::Bar(_) => {
            for (column, room) in columns.of_row(stop.rect) {
                let text = match column.key {
                    PERIOD => line.period.as_str(),
                    GROUP => line.operation,
                    n => line.figures.get(n - FIGURES).map_or("", |(_, figure)| figure.as_str()),
                };
                paint(room, text, palette.text, column.align());
            }
        }
        // A total has figures of its own: they are written out in their words.
        RowTarget::Total(_) => {
            let words: Vec<String> = line
                .figures
                .iter()
                .map(|(heading, figure)| format!("{} {figure}", heading.to_lowercase()))
                .collect();
            let words = format!("{}: {}", line.operation, words.join(", "));
            if let Some(room) = columns.cell(stop.rect, PERIOD) {
                paint(room, &line.period, palette.weak_text, Align2::LEFT_CENTER);
            }
            if let Some(room) = columns.cell(stop.rect, GROUP) {
                paint(room.with_max_x(stop.rect.right()), &words, palette.weak_text, Align2::LEFT_CENTER);
            }
        }
    }
    if response.clicked() || entered {
        actions.push(match &line.leads {
            RowTarget::Bar(bar) => Action::Chart(ChartAction::ShowBar((!selected).then(|| bar.clone()))),
            RowTarget::Total(total) => Action::Annotation(AnnotationAction::Show(*total)),
        });
    }
}
