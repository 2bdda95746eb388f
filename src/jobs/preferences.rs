//! The preferences' file: JSON in the user's configuration folder.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::state::Preferences;

/// Where preferences are kept; `None` where the system has no such place.
pub fn file() -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("", "", "tollbook")?;
    Some(folders.config_dir().join("preferences.json"))
}

/// The preferences in `file`; the usual ones if there are none or they cannot be read.
pub fn load(file: &Path) -> Preferences {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// Keeps preferences in `file`, whole or not at all.
///
/// # Errors
/// A sentence that names the file.
pub fn save(file: &Path, preferences: &Preferences) -> Result<(), String> {
    let write = || -> std::io::Result<()> {
        let folder = file.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let mut temporary = tempfile::NamedTempFile::new_in(folder)?;
        temporary.write_all(&serde_json::to_vec_pretty(preferences)?)?;
        temporary.persist(file)?;
        Ok(())
    };
    write().map_err(|error| format!("The preferences could not be kept in {}: {error}.", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_survive_and_a_broken_file_gives_the_usual_ones() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("deep/preferences.json");
        assert_eq!(load(&file), Preferences::default());
        let changed = Preferences { zoom: 1.5, recent: vec!["/a".into()], ..Preferences::default() };
        save(&file, &changed).unwrap();
        assert_eq!(load(&file), changed);
        std::fs::write(&file, "{ broken").unwrap();
        assert_eq!(load(&file), Preferences::default());
    }
}
