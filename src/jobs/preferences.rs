//! The preferences' file: JSON in the user's configuration folder.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::whole_file::{self, Readers};
use tollbook_state::Preferences;
use tollbook_state::reading_positions::ReadingPositions;
use tollbook_state::unfinished_text::UnfinishedText;

/// Where preferences are kept; `None` where the system has no such place.
pub fn file() -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("", "", "tollbook")?;
    Some(folders.config_dir().join("preferences.json"))
}

/// The program's own files, each with what it holds, for whoever looks for them.
pub fn files(preferences: Option<&Path>) -> Vec<(&'static str, PathBuf)> {
    let beside = |file: &Path| {
        [
            ("Preferences", file.to_owned()),
            ("Reading places", places_file(file)),
            ("Typed text", unfinished_file(file)),
        ]
    };
    let own = preferences.map(beside).into_iter().flatten();
    own.chain(super::crash::folder().map(|folder| ("Crash reports", folder))).collect()
}

/// The preferences in `file`; what is not there, or cannot be read, is as usual.
pub fn load(file: &Path) -> Preferences {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let mut read = Preferences::default();
    // One by one, so that one that another version wrote does not cost the others.
    for (name, value) in serde_json::from_str::<serde_json::Map<_, _>>(&text).unwrap_or_default() {
        let Ok(serde_json::Value::Object(mut all)) = serde_json::to_value(&read) else { break };
        all.insert(name, value);
        read = serde_json::from_value(all.into()).unwrap_or(read);
    }
    read
}

/// Keeps preferences in `file`, whole or not at all.
///
/// # Errors
/// A sentence that names the file.
pub fn save(file: &Path, preferences: &Preferences) -> Result<(), String> {
    write(file, preferences)
        .map_err(|error| format!("The preferences could not be kept in {}: {error}.", file.display()))
}

/// Where reading stopped, from the file beside the preferences.
pub fn load_places(preferences: &Path) -> ReadingPositions {
    let text = std::fs::read_to_string(places_file(preferences)).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// Keeps where reading stopped, in a file beside the preferences.
///
/// # Errors
/// A sentence that names the file.
pub fn save_places(preferences: &Path, places: &ReadingPositions) -> Result<(), String> {
    let file = places_file(preferences);
    write(&file, places).map_err(|error| {
        format!("Where you stopped reading could not be kept in {}: {error}.", file.display())
    })
}

fn places_file(preferences: &Path) -> PathBuf {
    preferences.with_file_name("places.json")
}

/// What was typed into forms and not entered, from the file beside the preferences.
pub fn load_unfinished(preferences: &Path) -> UnfinishedText {
    let text = std::fs::read_to_string(unfinished_file(preferences)).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// Keeps what was typed into forms and not entered, in a file beside the preferences.
///
/// # Errors
/// A sentence that names the file.
pub fn save_unfinished(preferences: &Path, texts: &UnfinishedText) -> Result<(), String> {
    let file = unfinished_file(preferences);
    write(&file, texts).map_err(|error| {
        format!("What you typed and did not enter yet could not be kept in {}: {error}.", file.display())
    })
}

fn unfinished_file(preferences: &Path) -> PathBuf {
    preferences.with_file_name("unfinished.json")
}

fn write(file: &Path, value: &impl Serialize) -> std::io::Result<()> {
    std::fs::create_dir_all(file.parent().unwrap_or(Path::new(".")))?;
    whole_file::write(file, &serde_json::to_vec_pretty(value)?, Readers::User)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tollbook_state::Command;

    #[test]
    fn preferences_survive_and_what_is_broken_is_as_usual() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/preferences.json");
        assert_eq!(load(&file), Preferences::default());
        let mut changed = Preferences { zoom: 1.5, recent: vec!["/a".into()], ..Preferences::default() };
        changed.keys.set(Command::Join, &["J".parse().unwrap()]);
        save(&file, &changed).unwrap();
        assert_eq!(load(&file), changed);
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.replace("\"system\"", "\"sepia\"")).unwrap();
        assert_eq!(load(&file), changed, "an unheard-of theme costs nothing else");
        std::fs::write(&file, "{ broken").unwrap();
        assert_eq!(load(&file), Preferences::default());
    }
}
