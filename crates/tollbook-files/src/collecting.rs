//! Bringing articles into the folder of a project: copies of files, pasted text, and originals that are kept.
//!
//! Nothing that is there is overwritten: a file whose name is taken gets a number behind its name.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

/// Folders in folders are followed so far.
const DEEPEST: usize = 64;
/// The longest name of a file that is made of a title, in characters.
const LONGEST_NAME: usize = 80;

/// What came of bringing files in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// The paths of the copies, relative to the folder, with `/`.
    pub files: Vec<String>,
    /// How many lie in the folder already, with the same bytes.
    pub known: usize,
    /// Why others were left out, as sentences that name them.
    pub refused: Vec<String>,
}

/// An article that is written by hand or pasted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewArticle {
    /// Its headline.
    pub title: String,
    /// When it was published, as a date such as 2023-08-28; blank if that is not known.
    pub date: String,
    /// Who published it.
    pub source: String,
    /// Its address.
    pub url: String,
    /// The text.
    pub text: String,
}

/// Copies files, and folders with all that they hold, into `folder`.
pub fn add_files(folder: &Path, files: &[PathBuf], cancel: &AtomicBool) -> Added {
    let mut added = Added::default();
    for file in files {
        add(folder, folder, file, 0, cancel, &mut added);
    }
    added
}

fn add(root: &Path, folder: &Path, file: &Path, depth: usize, cancel: &AtomicBool, added: &mut Added) {
    if cancel.load(Ordering::Relaxed) {
        return;
    }
    let mut refuse = |why: String| added.refused.push(format!("{}: {why}", file.display()));
    let Some(name) = file.file_name() else { return refuse("It has no name.".to_owned()) };
    let metadata = match fs::symlink_metadata(file) {
        Ok(metadata) => metadata,
        Err(error) => return refuse(format!("It could not be read: {error}.")),
    };
    if depth > 0 && name.as_encoded_bytes().starts_with(b".") {
        return;
    }
    if metadata.is_file() {
        match add_file(folder, file) {
            Ok(Some(copy)) => added.files.push(relative(root, &copy)),
            Ok(None) => added.known += 1,
            Err(error) => refuse(format!("It could not be copied: {error}.")),
        }
    } else if metadata.is_dir() {
        let into = folder.join(name);
        let is_itself = fs::canonicalize(root).ok().zip(fs::canonicalize(file).ok());
        if is_itself.is_some_and(|(root, file)| root.starts_with(&file)) || depth >= DEEPEST {
            return refuse("The folder holds the articles already, or is too deep.".to_owned());
        }
        let entries =
            fs::create_dir_all(&into).and_then(|()| fs::read_dir(file)?.collect::<Result<Vec<_>, _>>());
        match entries {
            Ok(entries) => {
                let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
                paths.sort();
                for path in paths {
                    add(root, &into, &path, depth + 1, cancel, added);
                }
            }
            Err(error) => refuse(format!("The folder could not be copied: {error}.")),
        }
    } else {
        refuse("It is a link or no ordinary file. Bring in the file itself.".to_owned());
    }
}

/// Copies a file; `None` if the folder has it.
fn add_file(folder: &Path, file: &Path) -> io::Result<Option<PathBuf>> {
    if file.parent().and_then(|parent| fs::canonicalize(parent).ok()) == fs::canonicalize(folder).ok() {
        return Ok(None);
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut source = File::open(file)?;
    let mut copy = NamedTempFile::new_in(folder)?;
    io::copy(&mut source, copy.as_file_mut())?;
    let path = keep_under(copy, folder, &name, |taken| same_bytes(taken, file))?;
    // When the file was written may say when the article was saved.
    if let (Some(path), Ok(modified)) = (&path, fs::metadata(file).and_then(|metadata| metadata.modified())) {
        let _ = File::options().write(true).open(path).and_then(|copy| copy.set_modified(modified));
    }
    Ok(path)
}

/// Gives a new file its name, or the next one that is free; `None` if `is_same` says that one of them is the same file.
fn keep_under(
    mut file: NamedTempFile,
    folder: &Path,
    name: &str,
    is_same: impl Fn(&Path) -> bool,
) -> io::Result<Option<PathBuf>> {
    file.as_file().sync_all()?;
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    for number in 1..10_000 {
        let name = if number == 1 { format!("{stem}{ending}") } else { format!("{stem} ({number}){ending}") };
        let path = folder.join(name);
        match file.persist_noclobber(&path) {
            Ok(kept) => {
                set_readable(&kept);
                return Ok(Some(path));
            }
            Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => {
                if is_same(&path) {
                    return Ok(None);
                }
                file = refused.file;
            }
            Err(refused) => return Err(refused.error),
        }
    }
    Err(io::Error::new(io::ErrorKind::AlreadyExists, "there are too many files of this name"))
}

/// Lets others read a file as they may read its neighbours: temporary files are their owner's alone.
fn set_readable(file: &File) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // Where the file system has no such rights there is nothing to give.
        let _ = file.set_permissions(fs::Permissions::from_mode(0o644));
    }
    #[cfg(not(unix))]
    let _ = file;
}

fn same_bytes(one: &Path, other: &Path) -> bool {
    let length = |path: &Path| fs::metadata(path).map(|metadata| metadata.len()).ok();
    let hash = |path: &Path| hash_of(path).ok();
    length(one) == length(other) && hash(one).is_some() && hash(one) == hash(other)
}

fn hash_of(path: &Path) -> io::Result<[u8; 32]> {
    let (mut file, mut hash) = (File::open(path)?, Sha256::new());
    let mut piece = [0; 64 * 1024];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hash.finalize().into()),
            n => hash.update(&piece[..n]),
        }
    }
}

fn relative(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> = inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    parts.join("/")
}

/// Writes an article as Markdown with front matter into `folder`; its path there. `retrieved` is the present moment.
///
/// # Errors
/// Why it could not be written.
pub fn write_article(folder: &Path, article: &NewArticle, retrieved: &str) -> io::Result<String> {
    let mut words = String::from("---\n");
    for (key, value) in [
        ("title", &article.title),
        ("date", &article.date),
        ("source", &article.source),
        ("url", &article.url),
        ("retrieved", &retrieved.to_owned()),
    ] {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        if !value.is_empty() {
            words.push_str(&format!("{key}: {}\n", quoted(&value)));
        }
    }
    words.push_str("---\n\n");
    words.push_str(article.text.replace("\r\n", "\n").replace('\r', "\n").trim_matches('\n'));
    words.push('\n');
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(words.as_bytes())?;
    let is_same = |taken: &Path| fs::read(taken).is_ok_and(|bytes| bytes == words.as_bytes());
    let name = file_name(article);
    let path = keep_under(file, folder, &name, is_same)?;
    Ok(path.map_or(name, |path| relative(folder, &path)))
}

/// A value of front matter, between quotation marks that it does not hold.
fn quoted(value: &str) -> String {
    match (value.contains('"'), value.contains('\'')) {
        (false, _) => format!("\"{value}\""),
        (true, false) => format!("'{value}'"),
        (true, true) => format!("\"{}\"", value.replace('"', "”")),
    }
}

/// The name of an article's file: its date and its title, as far as every system allows them.
fn file_name(article: &NewArticle) -> String {
    let allowed = |c: char| {
        if c.is_alphanumeric() || matches!(c, '-' | '_' | '\'' | '’' | '.' | ',') { c } else { ' ' }
    };
    let title: String = article.title.chars().map(allowed).collect();
    let words = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let title: String = words.trim_matches(['.', ' ', ',']).chars().take(LONGEST_NAME).collect();
    let title = if title.trim().is_empty() { "Pasted article" } else { title.trim() };
    let date = article.date.trim();
    let is_date = !date.is_empty() && date.chars().all(|c| c.is_ascii_digit() || c == '-');
    if is_date { format!("{date} {title}.md") } else { format!("{title}.md") }
}

/// The folder beside a project file in which originals are kept.
pub fn originals_folder(project_file: &Path) -> PathBuf {
    let mut name = project_file.file_name().unwrap_or_default().to_owned();
    name.push("-originals");
    project_file.with_file_name(name)
}

/// Copies a file into the folder of originals beside `project_file`, named by its hash; where the copy is. `known` is the
/// hash that the file had when its text was read, blank if that is not known.
///
/// # Errors
/// Why there is no copy, as a sentence.
pub fn keep_original(file: &Path, project_file: &Path, known: &str) -> Result<PathBuf, String> {
    let shown = file.display();
    let lost = |error: io::Error| {
        format!("{shown} could not be kept: {error}. Check the drive and its permissions.")
    };
    let folder = originals_folder(project_file);
    fs::create_dir_all(&folder).map_err(lost)?;
    let mut copy = NamedTempFile::new_in(&folder).map_err(lost)?;
    let mut source = File::open(file).map_err(lost)?;
    io::copy(&mut source, copy.as_file_mut()).map_err(lost)?;
    let hash: String = hash_of(copy.path()).map_err(lost)?.iter().map(|byte| format!("{byte:02x}")).collect();
    if !known.is_empty() && known != hash {
        return Err(format!(
            "{shown} has changed since its text was read. Read the folder again (F5), then keep it."
        ));
    }
    let ending = file.extension().map_or_else(String::new, |ending| format!(".{}", ending.to_string_lossy()));
    let path = folder.join(format!("{hash}{ending}"));
    copy.as_file().sync_all().map_err(lost)?;
    match copy.persist_noclobber(&path) {
        Ok(kept) => set_readable(&kept),
        // The name says what it holds.
        Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(refused) => return Err(lost(refused.error)),
    }
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::read_one;

    static GO_ON: AtomicBool = AtomicBool::new(false);

    #[test]
    fn files_and_folders_are_copied_and_nothing_is_overwritten() {
        let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::create_dir_all(from.path().join("2014/north")).unwrap();
        fs::write(from.path().join("2014/north/a.txt"), "A raid.").unwrap();
        fs::write(from.path().join("2014/.hidden"), "x").unwrap();
        fs::write(from.path().join("b.txt"), "New words.").unwrap();
        fs::write(to.path().join("b.txt"), "Old words.").unwrap();
        let files = [from.path().join("2014"), from.path().join("b.txt"), from.path().join("gone.txt")];
        let added = add_files(to.path(), &files, &GO_ON);
        assert_eq!(added.files, ["2014/north/a.txt", "b (2).txt"]);
        assert_eq!((added.known, added.refused.len()), (0, 1), "{added:?}");
        assert_eq!(fs::read_to_string(to.path().join("b.txt")).unwrap(), "Old words.");
        let again = add_files(to.path(), &files[..2], &GO_ON);
        assert_eq!((again.files.len(), again.known), (0, 2), "{again:?}");
        let itself = add_files(to.path(), &[to.path().to_owned(), to.path().join("b.txt")], &GO_ON);
        assert_eq!((itself.files.len(), itself.known, itself.refused.len()), (0, 1, 1), "{itself:?}");
    }

    #[test]
    fn a_pasted_article_is_read_back_as_it_was_given() {
        let folder = tempfile::tempdir().unwrap();
        let article = NewArticle {
            title: "The \"ferry\": it's on / fire?".to_owned(),
            date: "2014-04-03".to_owned(),
            source: "Karsa Daily News".to_owned(),
            url: "https://karsapost.example/ferry?a=1".to_owned(),
            text: "Two guards were hurt.\r\n\r\nThe ferry stopped.".to_owned(),
        };
        let path = write_article(folder.path(), &article, "2025-01-02T03:04:05Z").unwrap();
        assert_eq!(path, "2014-04-03 The ferry it's on fire.md");
        let read = read_one(folder.path(), &path).unwrap();
        assert_eq!(read.title, "The ”ferry”: it's on / fire?");
        assert_eq!(read.published.unwrap().range.to_string(), "2014-04-03");
        assert_eq!(
            (read.source.as_str(), read.extracted.url.as_deref()),
            ("Karsa Daily News", Some(article.url.as_str()))
        );
        assert_eq!(read.extracted.retrieved.as_deref(), Some("2025-01-02T03:04:05Z"));
        assert!(read.text.ends_with("Two guards were hurt.\n\nThe ferry stopped.\n"));
        let other = NewArticle { text: "Others.".to_owned(), ..article.clone() };
        let second = write_article(folder.path(), &other, "2025-01-02T03:04:05Z").unwrap();
        assert_eq!(second, "2014-04-03 The ferry it's on fire (2).md");
        let unnamed = NewArticle { text: "Words.".to_owned(), ..NewArticle::default() };
        assert_eq!(write_article(folder.path(), &unnamed, "").unwrap(), "Pasted article.md");
    }

    #[test]
    fn an_original_is_kept_once_under_its_hash() {
        let folder = tempfile::tempdir().unwrap();
        let (file, project) = (folder.path().join("a.html"), folder.path().join("p.tollbook"));
        fs::write(&file, "<p>A raid.").unwrap();
        let kept = keep_original(&file, &project, "").unwrap();
        assert_eq!(kept.parent().unwrap(), folder.path().join("p.tollbook-originals"));
        let hash = kept.file_stem().unwrap().to_string_lossy().into_owned();
        assert_eq!((hash.len(), fs::read(&kept).unwrap()), (64, b"<p>A raid.".to_vec()));
        assert_eq!(keep_original(&file, &project, &hash).unwrap(), kept);
        fs::write(&file, "<p>Another.").unwrap();
        assert!(keep_original(&file, &project, &hash).unwrap_err().contains("has changed"));
        assert_eq!(fs::read_dir(kept.parent().unwrap()).unwrap().count(), 1, "no leftovers");
    }
}
