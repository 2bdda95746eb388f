//! A report of a crash: what went wrong is written to a file, and the next start offers it.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

/// The folder of reports, in the user's data folder.
pub fn folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "tollbook").map(|folders| folders.data_local_dir().join("crashes"))
}

/// From now on a panic of any thread leaves a report in `folder` beside what is printed.
pub fn install(folder: PathBuf) {
    let printed = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let thread = std::thread::current();
        let text = report(&panic.to_string(), thread.name().unwrap_or("unnamed"), Timestamp::now());
        // Nothing more can be done for a report that cannot be written.
        let _ = write(&folder, &text, Timestamp::now());
        printed(panic);
    }));
}

/// A report names the version, the system, the thread and the place in the program; it holds no text of an article.
fn report(panic: &str, thread: &str, at: Timestamp) -> String {
    format!(
        "Tollbook {} on {} {}\n{at}\nThread: {thread}\n\n{panic}\n\n{}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        std::backtrace::Backtrace::force_capture()
    )
}

fn write(folder: &Path, text: &str, at: Timestamp) -> std::io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let path = folder.join(format!("{}.txt", at.strftime("%Y-%m-%dT%H-%M-%S%.6fZ")));
    fs::write(&path, text)?;
    Ok(path)
}

/// The reports of which nobody was told yet, newest first; they count as told from now on.
pub fn take_untold(folder: &Path) -> Vec<PathBuf> {
    let told = folder.join("told");
    let taken = reports(folder).into_iter().filter_map(|report| {
        fs::create_dir_all(&told).ok()?;
        let to = told.join(report.file_name()?);
        fs::rename(&report, &to).ok()?;
        Some(to)
    });
    taken.collect()
}

/// The reports of which nobody was told yet, newest first.
fn reports(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    found.sort_by(|a, b| b.cmp(a));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_written_and_found() {
        let folder = tempfile::tempdir().unwrap();
        let crashes = folder.path().join("crashes");
        assert!(reports(&crashes).is_empty());
        let at = "2026-11-29T18:00:00Z".parse().unwrap();
        let text = report("panicked at src/x.rs:1:1:\nno such row", "storage", at);
        let path = write(&crashes, &text, at).unwrap();
        assert_eq!(reports(&crashes), std::slice::from_ref(&path));
        let read = fs::read_to_string(&path).unwrap();
        assert!(
            read.contains("Thread: storage") && read.contains("no such row") && read.contains("2026-11-29")
        );
        let told = take_untold(&crashes);
        assert_eq!(fs::read_to_string(&told[0]).unwrap(), read);
        assert!(take_untold(&crashes).is_empty(), "told once");
    }
}
