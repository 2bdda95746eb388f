//! Where reading stopped in each article, so that it goes on there after a restart. Kept for the user
//! beside the preferences, never in a project.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// How many articles are remembered.
const MOST: usize = 1000;

/// A place in an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The folder of the articles.
    pub folder: PathBuf,
    /// The article's path in it.
    pub article: String,
    /// The first byte of the window's first line.
    pub top: usize,
    /// The byte that the caret stands before.
    pub caret: usize,
}

/// The places of the articles read last, the latest at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReadingPositions(Vec<Place>);

impl ReadingPositions {
    /// Where reading stopped in an article.
    pub fn position_in(&self, folder: &Path, article: &str) -> Option<&Place> {
        self.0.iter().rfind(|place| place.article == article && place.folder == folder)
    }

    /// The article of a folder that was read last.
    pub fn last(&self, folder: &Path) -> Option<&Place> {
        self.0.iter().rfind(|place| place.folder == folder)
    }

    /// Remembers a place. Says whether it is in another article than the one before.
    pub fn remember(&mut self, place: Place) -> bool {
        let same = |known: &Place| known.article == place.article && known.folder == place.folder;
        if let Some(last) = self.0.last_mut().filter(|last| same(last)) {
            *last = place;
            return false;
        }
        self.0.retain(|known| !same(known));
        self.0.push(place);
        let over = self.0.len().saturating_sub(MOST);
        self.0.drain(..over);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(folder: &str, article: &str, top: usize) -> Place {
        Place { folder: folder.into(), article: article.to_owned(), top, caret: top + 5 }
    }

    #[test]
    fn the_latest_place_of_an_article_is_remembered_and_the_oldest_articles_are_forgotten() {
        let mut places = ReadingPositions::default();
        assert!(places.remember(place("/a", "x.txt", 1)));
        assert!(!places.remember(place("/a", "x.txt", 2)), "the same article");
        assert!(places.remember(place("/b", "x.txt", 3)));
        assert!(places.remember(place("/a", "y.txt", 4)));
        assert_eq!(places.position_in(Path::new("/a"), "x.txt").map(|place| place.top), Some(2));
        assert_eq!(places.last(Path::new("/b")).map(|place| place.top), Some(3));
        assert_eq!(places.last(Path::new("/a")).map(|place| place.article.as_str()), Some("y.txt"));
        assert_eq!(places.position_in(Path::new("/c"), "x.txt"), None);
        for n in 0..MOST {
            places.remember(place("/many", &n.to_string(), n));
        }
        assert_eq!(places.last(Path::new("/a")), None);
        assert_eq!(places.position_in(Path::new("/many"), "0").map(|place| place.top), Some(0));
    }
}
