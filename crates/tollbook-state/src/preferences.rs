//! What the user has chosen for every project; kept beside the program's own data.

mod change;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

pub use self::change::{PreferenceChange, Switch, ZOOM};
use super::articles::Order;
use super::{Command, Keymap};
use tollbook_core::analysis::chart::View;
use tollbook_core::analysis::timeline::Grouping;

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// What stands in the panel below the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dock {
    /// Casualties per operation over time.
    #[default]
    Chart,
    /// Every annotation of the project.
    Annotations,
    /// Running totals against what is counted.
    Totals,
    /// Incidents that may be the same.
    Duplicates,
    /// What was found in all articles.
    Found,
    /// Suggestions of all articles that wait for a decision.
    Suggestions,
    /// Who changed what when.
    History,
}

impl Dock {
    /// Every panel, from left to right.
    pub const ALL: [Self; 7] = [
        Self::Chart,
        Self::Annotations,
        Self::Totals,
        Self::Duplicates,
        Self::Suggestions,
        Self::Found,
        Self::History,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chart => "Chart",
            Self::Annotations => "Annotations",
            Self::Totals => "Totals",
            Self::Duplicates => "Possible duplicates",
            Self::Found => "Search results",
            Self::Suggestions => "Suggestions",
            Self::History => "History",
        }
    }
}

/// What the inspector shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tab {
    /// The selected annotation, its claim and its incident.
    #[default]
    Selection,
    /// The codes.
    Codebook,
    /// Notes on the article and the project.
    Notes,
}

impl Tab {
    /// Every tab, from left to right.
    pub const ALL: [Self; 3] = [Self::Selection, Self::Codebook, Self::Notes];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Selection => "Selection",
            Self::Codebook => "Codebook",
            Self::Notes => "Notes",
        }
    }
}

/// What the user has chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Light or dark.
    pub theme: Theme,
    /// Zoom of the whole window, 0.8 to 3.
    pub zoom: f32,
    /// The coder's name; blank is the name of whoever is logged in.
    pub coder: String,
    /// Folders and project files opened before, latest first.
    pub recent: Vec<PathBuf>,
    /// Whether the list of articles is shown.
    pub show_articles: bool,
    /// Whether the inspector is shown.
    pub show_inspector: bool,
    /// Whether the panel below the text is shown.
    pub show_dock: bool,
    /// What stands in it.
    pub dock: Dock,
    /// Whether that panel has the room of the text as well.
    pub fill_dock: bool,
    /// What the inspector shows.
    pub tab: Tab,
    /// The order of the list of articles.
    pub list: Order,
    /// The keys that the user has chosen for commands.
    pub keys: Keymap,
    /// The ids of the commands that were last chosen from the list of commands, latest first.
    pub recent_commands: Vec<String>,
    /// The widths of columns that the user has changed, by table and column, in points.
    pub column_widths: BTreeMap<String, f32>,
    /// How the chart is drawn.
    pub chart: View,
    /// By what the chart groups people.
    pub chart_grouping: Grouping,
    /// Whether its figures stand as a table in the place of bars.
    pub chart_table: bool,
    /// Whether a drag selects whole words once it has left the word in which it began.
    pub whole_words: bool,
    /// Whether a mark leaves out space at its ends and punctuation after its last word.
    pub trim_marks: bool,
    /// Whether every annotation in the text says its code's key or short name.
    pub code_labels: bool,
    /// Whether paragraphs have their numbers beside them.
    pub paragraph_numbers: bool,
    /// Whether lines of hard-wrapped text stand as they are in the file.
    pub lines_as_written: bool,
    /// Whether suggestions are read and shown.
    pub suggestions: bool,
    /// For a project, from when on decisions about suggestions shift the certainty of those to come.
    pub learn_since: BTreeMap<uuid::Uuid, jiff::Timestamp>,
    /// Whether exports begin with a byte-order mark.
    pub byte_order_mark: bool,
    /// Whether exports guard against spreadsheet formulas.
    pub formula_guard: bool,
    /// Whether exports leave out what is marked sensitive.
    pub without_sensitive: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            zoom: 1.0,
            coder: String::new(),
            recent: Vec::new(),
            show_articles: true,
            show_inspector: true,
            show_dock: true,
            dock: Dock::Chart,
            fill_dock: false,
            tab: Tab::Selection,
            list: Order::default(),
            keys: Keymap::default(),
            recent_commands: Vec::new(),
            column_widths: BTreeMap::new(),
            chart: View::default(),
            chart_grouping: Grouping::default(),
            chart_table: false,
            whole_words: true,
            trim_marks: true,
            code_labels: false,
            paragraph_numbers: false,
            lines_as_written: false,
            suggestions: true,
            learn_since: BTreeMap::new(),
            byte_order_mark: false,
            formula_guard: false,
            without_sensitive: false,
        }
    }
}

/// How many projects and how many commands are remembered.
const MOST_RECENT: usize = 12;

impl Preferences {
    /// Puts `path` first among the projects opened before.
    pub fn remember(&mut self, path: PathBuf) {
        self.recent.retain(|known| *known != path);
        self.recent.insert(0, path);
        self.recent.truncate(MOST_RECENT);
    }

    /// Puts `command` first among those chosen before.
    pub fn remember_command(&mut self, command: Command) {
        self.recent_commands.retain(|known| known != command.id());
        self.recent_commands.insert(0, command.id().to_owned());
        self.recent_commands.truncate(MOST_RECENT);
    }
}
