//! Every command, defined once: its name, its place in the menus and its key. Menus, keys, the
//! palette, tooltips and the list of keys all come from here.

mod answer;

use super::AppState;
use super::keys::Chord;
use tollbook_core::model::Mark;

/// A menu of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Menu {
    /// Projects, import and export.
    File,
    /// Undo and redo.
    Edit,
    /// Marking.
    Code,
    /// Panels, zoom, theme, and moving about.
    View,
    /// What the chart shows.
    Chart,
    /// Help.
    Help,
}

impl Menu {
    /// Every menu, from left to right.
    pub const ALL: [Self; 6] = [Self::File, Self::Edit, Self::Code, Self::View, Self::Chart, Self::Help];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Code => "Code",
            Self::View => "View",
            Self::Chart => "Chart",
            Self::Help => "Help",
        }
    }
}

/// Declares the commands: variant, menu, name, key, what it does.
macro_rules! commands {
    ($($variant:ident, $menu:ident, $name:literal, $key:literal, $help:literal;)*) => {
        /// Something that the user can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Command {
            $(#[doc = $help] $variant,)*
        }

        impl Command {
            /// Every command, in the order of the menus.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// What preferences call it. Another name in this list loses the keys that users chose for it.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => stringify!($variant),)* }
            }

            /// Its name, as the menu has it.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The menu in which it stands.
            pub fn menu(self) -> Menu {
                match self { $(Self::$variant => Menu::$menu,)* }
            }

            /// Its usual keys, such as `Ctrl+Shift+Z`, several with a blank between; may be blank. Those that
            /// the user has are in [`super::keys::Keymap`].
            pub fn keys(self) -> &'static str {
                match self { $(Self::$variant => $key,)* }
            }

            /// What it does, as a sentence.
            pub fn help(self) -> &'static str {
                match self { $(Self::$variant => $help,)* }
            }
        }
    };
}

commands! {
    OpenFolder, File, "Open folder…", "Ctrl+O", "Open a folder of articles.";
    OpenFile, File, "Open project file…", "Ctrl+Shift+O", "Open a project by its .tollbook file.";
    OpenSample, File, "Open the sample", "", "Open the sample articles and their finished project.";
    Rescan, File, "Read the folder again", "F5", "Look for new and changed articles.";
    OpenArticleFile, File, "Open the article's file", "", "Open the article's file in its own program.";
    Export, File, "Export CSV…", "Ctrl+E", "Write the annotations, incidents, totals and series as a CSV package.";
    ExportWorkbook, File, "Export Excel workbook…", "", "Write the same tables and the chart as one Excel workbook (.xlsx).";
    ExportChart, File, "Export chart…", "Ctrl+Shift+S", "Save the chart as a picture (SVG, PNG) or its values (CSV), or copy it.";
    ByteOrderMark, File, "CSV with a byte-order mark", "", "Begin exported files with a byte-order mark, for spreadsheets that need one.";
    FormulaGuard, File, "CSV guarded against formulas", "", "Put an apostrophe before exported text that a spreadsheet would take for a formula.";
    Import, File, "Import CSV…", "Ctrl+Shift+E", "Bring in an edited package, or annotations from elsewhere.";
    ImportCodebook, File, "Import codebook…", "", "Bring in codes from a CSV file: of a package, or with a column of names.";
    CloseProject, File, "Close project", "Ctrl+W", "Close the project and go back to the start page.";
    Quit, File, "Quit", "Ctrl+Q", "Close the window once everything is saved.";

    Undo, Edit, "Undo", "Ctrl+Z", "Take the last edit back.";
    Redo, Edit, "Redo", "Ctrl+Shift+Z Ctrl+Y", "Take the last undo back.";
    CopyReference, Edit, "Copy with reference", "Ctrl+Shift+C", "Copy the selected words, or the selected mark's, with title, date and file.";
    WholeWords, Edit, "Drag selects whole words", "", "A drag takes whole words once it has left the word in which it began; with Ctrl it is exact.";
    RemoveAnnotation, Edit, "Remove annotation", "Delete", "Remove the selected annotation and its claim.";
    FindHere, Edit, "Find in the article…", "Ctrl+F", "Look for words in the open article.";
    FindNext, Edit, "Find next", "F3", "Select the next place that was found in the open article.";
    FindPrevious, Edit, "Find previous", "Shift+F3", "Select the place before.";
    FindAll, Edit, "Find in all articles…", "Ctrl+Shift+F", "Look for words in every article, and mark what is found.";
    RetrySave, Edit, "Save again now", "Ctrl+S", "Edits are saved as you go; try again after a failure.";

    MarkKilled, Code, "Mark killed", "K", "Mark the selection as people killed.";
    MarkWounded, Code, "Mark wounded", "W", "Mark the selection as people wounded.";
    MarkMissing, Code, "Mark missing", "M", "Mark the selection as people missing.";
    MarkCasualties, Code, "Mark casualties", "A", "Mark the selection as people killed or wounded, where the words do not tell which.";
    MarkCaptured, Code, "Mark captured", "C", "Mark the selection as people captured.";
    MarkTotal, Code, "Mark total", "T", "Mark a running total: compared, never added.";
    MarkPart, Code, "Mark part", "R", "Mark some of an incident's people.";
    MarkBackground, Code, "Mark background", "B", "Mark an event outside what is being recorded.";
    MarkStrength, Code, "Mark strength", "S", "Mark people who are not casualties.";
    MarkWith, Code, "Mark with…", "/", "Mark the selection with a code by its name.";
    TrimMarks, Code, "Trim marks", "", "New marks leave out space at their ends and punctuation after the last word.";
    MoveMarkHere, Code, "Move mark to selection", "Ctrl+M", "The selected annotation marks the selected words from now on.";
    EndOn, Code, "Mark ends a word later", "Alt+Right", "Move the end of the selected annotation to the next word.";
    EndBack, Code, "Mark ends a word earlier", "Alt+Left", "Move the end of the selected annotation a word back.";
    BeginOn, Code, "Mark begins a word later", "Alt+Shift+Right", "Move the beginning of the selected annotation to the next word.";
    BeginBack, Code, "Mark begins a word earlier", "Alt+Shift+Left", "Move the beginning of the selected annotation a word back.";
    EditCard, Code, "Edit the claim", "Enter", "Open the card of the selected annotation.";
    Join, Code, "Join to incident…", "=", "Join the selected claim's incident to one that is on offer.";
    ChooseFigure, Code, "Figure speaks for its voice", "Shift+F", "Let the selected claim's figure speak for its voice, or its latest one again.";
    Split, Code, "Split from incident", "X", "Make the selected claim's incident stand on its own again.";
    Lists, Code, "Lists…", "Ctrl+Shift+L", "Edit the sides, causes, definitions of totals and named areas.";

    JoinPair, Code, "Join the look-alikes", "J", "The two incidents that are shown side by side are one event: join them.";
    KeepPairApart, Code, "Keep the look-alikes apart", "D", "The two incidents that are shown side by side are two events: keep them apart.";
    PairLater, Code, "Look-alikes later", "Q", "Put the two incidents off until the others are decided.";
    NextPair, Code, "Next look-alikes", ".", "Look at the next pair of incidents that may be one.";
    PreviousPair, Code, "Previous look-alikes", ",", "Look at the pair before.";
    OpenFirst, Code, "Open the left look-alike", "V", "Show the passage of the incident at the left in the article.";
    OpenSecond, Code, "Open the right look-alike", "Shift+V", "Show the passage of the incident at the right in the article.";

    NextAnnotation, View, "Next annotation", "N", "Select the next annotation of the article.";
    PreviousAnnotation, View, "Previous annotation", "Shift+N", "Select the annotation before.";
    NextOverlapping, View, "Next overlapping annotation", "O", "Go through the annotations that lie over each other.";
    ShowAlone, View, "This code alone, or all", "A", "Show the marks of the selected annotation's code alone; again, and all are shown.";
    CodeLabels, View, "Codes over the words", "L", "Every mark says the key or the short name of its code.";
    ParagraphNumbers, View, "Paragraph numbers", "Shift+G", "Show or hide the numbers of the paragraphs.";
    GoToParagraph, View, "Go to paragraph…", "G", "Type the number of a paragraph to go there.";
    NextArticle, View, "Next article", "Ctrl+PageDown", "Show the next article of the list.";
    PreviousArticle, View, "Previous article", "Ctrl+PageUp", "Show the article before.";
    ReadNextUnread, View, "Read, next unread", "Ctrl+Enter", "The open article is read; show the next that is unread.";
    MarkDone, View, "Article is done", "Ctrl+D", "The open article is read and completely marked.";
    MarkUnread, View, "Article is unread", "Ctrl+U", "Put the open article back among the unread.";
    NextState, View, "Unread, read, done", "Ctrl+Shift+D", "Put the open article into its next state: unread, read, done, and round again.";
    FilterArticles, View, "Filter articles", "Ctrl+L", "Type words of title, source, path, date or text.";
    FocusArticles, View, "Go to the list", "Shift+F6", "Give the keyboard to the list of articles.";
    FocusReader, View, "Go to the text", "F6", "Put the caret into the article's text.";
    ShowArticles, View, "Articles", "Ctrl+1", "Show or hide the list of articles.";
    ShowInspector, View, "Inspector", "Ctrl+2", "Show or hide the inspector.";
    ShowChart, View, "Chart", "Ctrl+3", "Show or hide the chart.";
    ShowAnnotations, View, "Annotations", "Ctrl+4", "Show or hide the table of every annotation.";
    ShowTotals, View, "Totals", "Ctrl+5", "Show or hide the running totals against what is counted.";
    ShowLookAlikes, View, "Look-alikes", "Ctrl+6", "Show or hide the incidents that may be the same.";
    ShowFound, View, "Found", "Ctrl+7", "Show or hide what was found in all articles.";
    ZoomIn, View, "Zoom in", "Ctrl+Plus Ctrl+Equals", "Make everything larger.";
    ZoomOut, View, "Zoom out", "Ctrl+Minus", "Make everything smaller.";
    ZoomReset, View, "Usual size", "Ctrl+0", "Go back to the usual size.";
    ThemeSystem, View, "Theme of the system", "", "Light or dark as the system has it.";
    ThemeLight, View, "Light theme", "", "Dark words on light paper.";
    ThemeDark, View, "Dark theme", "", "Light words on dark paper.";

    ByMonth, Chart, "By month", "", "One bar for each month.";
    ByQuarter, Chart, "By quarter", "", "One bar for each quarter.";
    ByYear, Chart, "By year", "", "One bar for each year.";
    ChartStacked, Chart, "Stacked bars", "", "A bar for each period, the operations on top of each other.";
    ChartSideBySide, Chart, "Bars side by side", "", "A bar for each period and operation.";
    ChartSmallMultiples, Chart, "Small multiples", "", "A small chart for each operation, on one scale.";
    ChartCumulative, Chart, "Cumulative lines", "", "Sums from the beginning on, a line of steps for each operation.";
    ChartSpread, Chart, "Low and high", "", "Draw low and high: whiskers on bars, bands on lines. Summed, they overstate the spread.";
    ChartTotals, Chart, "Totals on cumulative lines", "", "Draw totals as hollow marks on the line of their own scope.";
    ChartLives, Chart, "Begin and end of operations", "", "Shade the time from an operation's begin to its end.";
    ChartTable, Chart, "As a table", "", "Show the figures as a table in the place of bars.";
    ChartFilters, Chart, "Filters…", "Ctrl+Shift+I", "Let only some causes, operations, sources or coders through.";
    ChartReset, Chart, "Reset filters and time", "", "Ask as the chart starts: the project's own side, all causes, all of the time.";
    TrialRecount, Chart, "What-if recount…", "Ctrl+Shift+T", "See what would be counted without an article, a voice or a coder, or otherwise.";
    LeaveTrial, Chart, "Leave trial", "", "Go back to what is counted.";
    Provenance, Chart, "How was this counted?…", "Ctrl+H", "Tell the selected bar or incident line by line, down to its words.";
    Operations, Chart, "Operations…", "Ctrl+G", "Make, rename and colour operations.";

    Palette, Help, "Find a command…", "Ctrl+Shift+P", "Find any command by its name.";
    Keys, Help, "Keys…", "F1", "List every key, and change keys.";
    Guide, Help, "Guide", "Shift+F1", "How Tollbook counts: the rules, where they come from, and an example.";
    About, Help, "About Tollbook", "", "What the program is, its version and its licences.";
}

impl Command {
    /// Its usual keys.
    pub fn usual_keys(self) -> impl Iterator<Item = Chord> {
        super::keys::read(self.keys())
    }

    /// The command that preferences call so.
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|command| command.id() == id)
    }

    /// The command of a mark.
    pub fn of_mark(mark: Mark) -> Self {
        match mark {
            Mark::Killed => Self::MarkKilled,
            Mark::Wounded => Self::MarkWounded,
            Mark::Missing => Self::MarkMissing,
            Mark::Captured => Self::MarkCaptured,
            Mark::Casualties => Self::MarkCasualties,
            Mark::Total => Self::MarkTotal,
            Mark::Part => Self::MarkPart,
            Mark::Background => Self::MarkBackground,
            Mark::Strength => Self::MarkStrength,
        }
    }

    /// Whether it marks the selection.
    pub fn is_mark(self) -> bool {
        self == Self::MarkWith || Mark::ALL.iter().any(|mark| Self::of_mark(*mark) == self)
    }

    /// The name with what it would do now: "Undo mark killed".
    pub fn name_now(self, state: &AppState) -> String {
        let step = state.workspace.as_ref().and_then(|open| match self {
            Self::Undo => open.history.undo(open.coder),
            Self::Redo => open.history.redo(open.coder),
            _ => None,
        });
        match step {
            Some(step) => format!("{} {}", self.name(), lower_first(&step.label)),
            None => self.name().to_owned(),
        }
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_commands_share_a_key() {
        let mut seen = HashSet::new();
        for command in Command::ALL {
            let written = command.keys().split_whitespace().count();
            assert_eq!(command.usual_keys().count(), written, "{} is no key", command.keys());
            for key in command.usual_keys() {
                assert!(seen.insert(key.clone()), "{key} is taken twice");
            }
        }
    }
}
