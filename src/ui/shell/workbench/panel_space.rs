//! Which panels there is room for beside the text, and which give way to it.
//!
//! The text comes first: where it would be narrower or lower than it can be read in, the panel below
//! it gives way to its height, the inspector and then the list to its width.

use eframe::egui::{Vec2, vec2};

use tollbook_state::{Command, Dock, Preferences};

/// How much room the text has at least, in points.
pub const READER: Vec2 = vec2(320.0, 200.0);
/// How wide the list of articles is at least.
pub const ARTICLES: f32 = 180.0;
/// How wide the inspector is at least.
pub const INSPECTOR: f32 = 280.0;
/// How high the panel below the text is at least.
pub const DOCK: f32 = 140.0;

/// A panel about the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SidePanel {
    /// The list of articles.
    Articles,
    /// The inspector.
    Inspector,
    /// The panel below the text.
    Dock,
}

impl SidePanel {
    /// Every panel.
    pub const ALL: [Self; 3] = [Self::Articles, Self::Inspector, Self::Dock];

    /// The panel that a command shows or hides, and what is to stand in it.
    pub fn for_command(command: Command) -> Option<(Self, Option<Dock>)> {
        Some(match command {
            Command::ShowArticles => (Self::Articles, None),
            Command::ShowInspector => (Self::Inspector, None),
            Command::ShowChart => (Self::Dock, Some(Dock::Chart)),
            Command::ShowAnnotations => (Self::Dock, Some(Dock::Annotations)),
            Command::ShowTotals => (Self::Dock, Some(Dock::Totals)),
            Command::ShowLookAlikes => (Self::Dock, Some(Dock::Duplicates)),
            Command::ShowQueue => (Self::Dock, Some(Dock::Suggestions)),
            Command::ShowFound => (Self::Dock, Some(Dock::Found)),
            Command::ShowHistory => (Self::Dock, Some(Dock::History)),
            _ => return None,
        })
    }
}

/// Some of the panels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SidePanels {
    /// The list of articles.
    pub articles: bool,
    /// The inspector.
    pub inspector: bool,
    /// The panel below the text.
    pub dock: bool,
}

impl SidePanels {
    /// Those that the user wants to see.
    pub fn wanted(preferences: &Preferences) -> Self {
        let Preferences { show_articles: articles, show_inspector: inspector, show_dock: dock, .. } =
            *preferences;
        Self { articles, inspector, dock }
    }

    /// Whether a panel is among them.
    pub fn has(self, aside: SidePanel) -> bool {
        match aside {
            SidePanel::Articles => self.articles,
            SidePanel::Inspector => self.inspector,
            SidePanel::Dock => self.dock,
        }
    }

    /// These and another.
    pub fn with(mut self, aside: SidePanel) -> Self {
        match aside {
            SidePanel::Articles => self.articles = true,
            SidePanel::Inspector => self.inspector = true,
            SidePanel::Dock => self.dock = true,
        }
        self
    }

    /// Those of them that have room beside the text in a window of this size.
    pub fn beside(self, size: Vec2) -> Self {
        let mut width = size.x - READER.x;
        let mut fits = |wanted: bool, least: f32| {
            let fits = wanted && least <= width;
            width -= if fits { least } else { 0.0 };
            fits
        };
        Self {
            articles: fits(self.articles, ARTICLES),
            inspector: fits(self.inspector, INSPECTOR),
            dock: self.dock && DOCK <= size.y - READER.y,
        }
    }

    /// Whether a panel would have no room beside the text, were it among them.
    pub fn is_tight(self, aside: SidePanel, size: Vec2) -> bool {
        !self.with(aside).beside(size).has(aside)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_keeps_its_room_and_the_list_gives_way_last() {
        let all = SidePanels { articles: true, inspector: true, dock: true };
        let beside = |x, y| {
            let SidePanels { articles, inspector, dock } = all.beside(vec2(x, y));
            (articles, inspector, dock)
        };
        assert_eq!(beside(1280.0, 660.0), (true, true, true));
        assert_eq!(beside(853.0, 420.0), (true, true, true));
        assert_eq!(beside(640.0, 300.0), (true, false, false));
        assert_eq!(beside(427.0, 180.0), (false, false, false));
        // Without the list there is room for the inspector.
        let inspector = SidePanels { articles: false, ..all };
        assert!(inspector.beside(vec2(640.0, 300.0)).inspector);
        assert!(!inspector.is_tight(SidePanel::Articles, vec2(640.0, 300.0)));
    }
}
