//! Changes of one preference, so that two of them in one frame are both kept.

use super::{Dock, Preferences, Tab, Theme};
use crate::Command;
use crate::articles::{Grouping, Order, Sort};
use crate::keys::Chord;
use tollbook_core::analysis::chart::Mode;

/// Zoom of the window, least and most.
pub const ZOOM: std::ops::RangeInclusive<f32> = 0.8..=3.0;
/// How much one step of the zoom changes.
const ZOOM_STEP: f32 = 0.1;

/// A change of one preference.
#[derive(Clone, Debug, PartialEq)]
pub enum PreferenceChange {
    /// Light, dark, or as the system has it.
    Theme(Theme),
    /// Everything larger or smaller by so many steps.
    ZoomBy(i32),
    /// The usual size.
    ZoomReset,
    /// Something that is on or off.
    Set(Switch, bool),
    /// Bring a panel below the text to the front of its tabs.
    Dock(Dock),
    /// The same, and show the panels below the text if they are hidden.
    ShowDock(Dock),
    /// Show a panel below the text, or hide it if it is shown.
    ToggleDock(Dock),
    /// What the inspector shows.
    Tab(Tab),
    /// How the chart is drawn; it is brought to the front.
    ChartMode(Mode),
    /// Sort the list of articles by this, in its usual direction.
    Sort(Sort),
    /// Sort the list of articles the other way round.
    Reversed(bool),
    /// Group the list of articles.
    Grouping(Grouping),
    /// Make a column of a table so wide, or as wide as usual.
    ColumnWidth(String, Option<f32>),
    /// Give a command these keys, and take them from whatever command has them.
    Keys(Command, Vec<Chord>),
    /// Give every command its default keys.
    DefaultKeys,
    /// Remember that a command was chosen from the list of commands.
    CommandUsed(Command),
}

/// Declares the preferences that are on or off, each with its field.
macro_rules! switches {
    ($($(#[$doc:meta])* $name:ident: $first:ident $(. $rest:ident)*;)*) => {
        /// A preference that is on or off.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Switch {
            $($(#[$doc])* $name,)*
        }

        impl Switch {
            /// Whether it is on.
            pub fn is_on(self, preferences: &Preferences) -> bool {
                match self {
                    $(Self::$name => preferences.$first$(.$rest)*,)*
                }
            }

            fn set(self, preferences: &mut Preferences, on: bool) {
                match self {
                    $(Self::$name => preferences.$first$(.$rest)* = on,)*
                }
            }
        }
    };
}

switches! {
    /// The list of articles is shown.
    Articles: show_articles;
    /// The inspector is shown.
    Inspector: show_inspector;
    /// The panel below the text is shown.
    Dock: show_dock;
    /// The panel below the text has the room of the text as well.
    FillDock: fill_dock;
    /// The chart is shown as a table.
    ChartTable: chart_table;
    /// Low and high are drawn.
    ChartSpread: chart.spread;
    /// Totals are drawn on cumulative lines.
    ChartTotals: chart.totals;
    /// The active periods of operations are shaded.
    ChartActivePeriods: chart.active_periods;
    /// A drag selects whole words.
    WholeWords: whole_words;
    /// New annotations leave out space and punctuation at their ends.
    TrimAnnotations: trim_marks;
    /// Every annotation in the text shows its code.
    CodeLabels: code_labels;
    /// Paragraphs have numbers beside them.
    ParagraphNumbers: paragraph_numbers;
    /// Lines of hard-wrapped text stand as they are.
    LinesAsWritten: lines_as_written;
    /// Suggestions are read and shown.
    Suggestions: suggestions;
    /// Exports begin with a byte-order mark.
    ByteOrderMark: byte_order_mark;
    /// Exports guard against spreadsheet formulas.
    FormulaGuard: formula_guard;
    /// Exports leave out what is marked sensitive.
    WithoutSensitive: without_sensitive;
}

impl Preferences {
    /// Makes one change.
    pub fn change(&mut self, change: PreferenceChange) {
        match change {
            PreferenceChange::Theme(theme) => self.theme = theme,
            PreferenceChange::ZoomBy(steps) => {
                let zoom = self.zoom + steps as f32 * ZOOM_STEP;
                self.zoom = zoom.clamp(*ZOOM.start(), *ZOOM.end());
            }
            PreferenceChange::ZoomReset => self.zoom = 1.0,
            PreferenceChange::Set(switch, on) => switch.set(self, on),
            PreferenceChange::Dock(dock) => self.dock = dock,
            PreferenceChange::ShowDock(dock) => (self.show_dock, self.dock) = (true, dock),
            PreferenceChange::Tab(tab) => {
                (self.tab, self.show_inspector) = (tab, true);
            }
            PreferenceChange::ToggleDock(dock) => {
                self.show_dock = !(self.show_dock && self.dock == dock);
                self.dock = dock;
            }
            PreferenceChange::ChartMode(mode) => {
                self.chart.mode = mode;
                (self.show_dock, self.dock) = (true, Dock::Chart);
            }
            PreferenceChange::Sort(sort) => self.list = Order { sort, reversed: false, ..self.list },
            PreferenceChange::Reversed(reversed) => self.list.reversed = reversed,
            PreferenceChange::Grouping(grouping) => self.list.grouping = grouping,
            PreferenceChange::ColumnWidth(column, Some(width)) => {
                self.column_widths.insert(column, width);
            }
            PreferenceChange::ColumnWidth(column, None) => {
                self.column_widths.remove(&column);
            }
            PreferenceChange::Keys(command, keys) => self.keys.set(command, &keys),
            PreferenceChange::DefaultKeys => self.keys.restore_all(),
            PreferenceChange::CommandUsed(command) => self.remember_command(command),
        }
    }
}
