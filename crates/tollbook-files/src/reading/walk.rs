//! Which files a folder holds.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::{Unreadable, shortcut};

/// A file to read, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// A file that may be an article. Very many may wait to be read.
    File {
        /// Relative to the folder, with `/`.
        path: Box<str>,
        /// A shortcut to an address beside it, of the same name.
        shortcut: Option<Box<Path>>,
    },
    /// What cannot be read.
    Unreadable(Unreadable),
}

/// Goes through `root` and all folders in it, in the order of the relative paths, and hands over
/// every file. Names that begin with a point are hidden and passed over, and so are what belongs to Tollbook
/// itself and the folders that browsers save beside a page. Links to files
/// in the folder are followed; links out of it and links to folders are not, so that no loop or second way makes one article two, and
/// are reported. Stops when `cancel` is set or `on` answers `false`.
pub(super) fn walk(root: &Path, cancel: &AtomicBool, on: &mut dyn FnMut(Entry) -> bool) {
    let inside = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    let children = match children(root, &inside) {
        Ok(children) => children,
        Err(error) => {
            on(Entry::Unreadable(Unreadable {
                path: root.display().to_string(),
                reason: folder_reason(&error),
            }));
            return;
        }
    };
    // A stack of what is left of each folder: paths may be deeper than the program's own stack.
    let mut stack = vec![(String::new(), children.into_iter())];
    while let Some((prefix, rest)) = stack.last_mut() {
        if cancel.load(Ordering::Relaxed) {
            return;
        }
        let Some(child) = rest.next() else {
            stack.pop();
            continue;
        };
        let path = format!("{prefix}{}", child.name.to_string_lossy());
        let unreadable = |reason: String| Entry::Unreadable(Unreadable { path: path.clone(), reason });
        let entry = match child.kind {
            _ if child.name.to_str().is_none() => Some(unreadable(
                "The name is not valid Unicode, so that it could not be found again. Rename it.".to_owned(),
            )),
            Kind::Folder => match self::children(&child.full, &inside) {
                Ok(children) => {
                    stack.push((format!("{path}/"), children.into_iter()));
                    None
                }
                Err(error) => Some(unreadable(folder_reason(&error))),
            },
            Kind::File => {
                let shortcut = child.shortcut.map(PathBuf::into_boxed_path);
                Some(Entry::File { path: path.into(), shortcut })
            }
            Kind::LinkedFolder => Some(unreadable(
                "This is a link to a folder, and links to folders are not followed. Copy the folder here, or open it \
                 as a project of its own."
                    .to_owned(),
            )),
            Kind::Outside => Some(unreadable(
                "This is a link to a file outside the folder, and such links are not followed. Copy the file here."
                    .to_owned(),
            )),
            Kind::Broken => Some(unreadable("This is a link to a file that does not exist. Mend or delete it.".to_owned())),
            Kind::Special => Some(unreadable("This is no ordinary file but a device or a pipe. Delete or rename it.".to_owned())),
        };
        if entry.is_some_and(|entry| !on(entry)) {
            return;
        }
    }
}

#[derive(Clone, Copy)]
enum Kind {
    File,
    Folder,
    LinkedFolder,
    Outside,
    Broken,
    Special,
}

struct Child {
    name: std::ffi::OsString,
    full: PathBuf,
    kind: Kind,
    shortcut: Option<PathBuf>,
}

/// What a folder holds that is of interest, in the order of full relative paths. A link must lead to a place
/// `inside`.
fn children(folder: &Path, inside: &Path) -> io::Result<Vec<Child>> {
    let mut children = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        if name.as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let Ok(file_type) = entry.file_type() else { continue };
        let full = entry.path();
        let kind = if file_type.is_dir() {
            Kind::Folder
        } else if file_type.is_symlink() {
            match fs::metadata(&full) {
                Ok(target) if target.is_dir() => Kind::LinkedFolder,
                Ok(target) if target.is_file() => match fs::canonicalize(&full) {
                    Ok(target) if target.starts_with(inside) => Kind::File,
                    _ => Kind::Outside,
                },
                Ok(_) => Kind::Special,
                Err(_) => Kind::Broken,
            }
        } else if file_type.is_file() {
            Kind::File
        } else {
            Kind::Special
        };
        if !is_own(&name, &full, kind) {
            children.push(Child { name, full, kind, shortcut: None });
        }
    }
    leave_out_page_parts(&mut children);
    find_shortcuts(&mut children);
    // As the whole paths sort: the names in a folder follow its own name and a "/".
    let key = |child: &Child| {
        let mut key = child.name.as_encoded_bytes().to_vec();
        if matches!(child.kind, Kind::Folder) {
            key.push(b'/');
        }
        key
    };
    children.sort_by_cached_key(key);
    Ok(children)
}

/// Whether this is a project file or an exported package, which hold no articles.
fn is_own(name: &OsStr, full: &Path, kind: Kind) -> bool {
    match kind {
        Kind::Folder => {
            let name = name.to_string_lossy().to_ascii_lowercase();
            name.contains(".tollbook-") || full.join("datapackage.json").is_file()
        }
        Kind::LinkedFolder => false,
        _ => {
            let name = name.to_string_lossy().to_ascii_lowercase();
            name.ends_with(".tollbook") || name.contains(".tollbook-")
        }
    }
}

/// Leaves out the folders that browsers save beside a page, with its pictures and frames: "Raid_files" beside
/// "Raid.html".
fn leave_out_page_parts(children: &mut Vec<Child>) {
    const ENDINGS: [&str; 10] = [
        "_files",
        ".files",
        "_fichiers",
        "-Dateien",
        "_archivos",
        "_arquivos",
        "_file",
        "_bestanden",
        "_pliki",
        "_soubory",
    ];
    let stem = |child: &Child| {
        let name = child.name.to_string_lossy();
        let (stem, extension) = name.rsplit_once('.')?;
        ["html", "htm", "xhtml"]
            .iter()
            .any(|page| extension.eq_ignore_ascii_case(page))
            .then(|| stem.to_owned())
    };
    let pages: HashSet<String> = children.iter().filter_map(stem).collect();
    if pages.is_empty() {
        return;
    }
    children.retain(|child| {
        let name = child.name.to_string_lossy();
        let belongs =
            ENDINGS.iter().any(|ending| name.strip_suffix(ending).is_some_and(|stem| pages.contains(stem)));
        !(belongs && matches!(child.kind, Kind::Folder))
    });
}

/// Finds the shortcut that stands beside a file: "Raid.url" beside "Raid.pdf".
fn find_shortcuts(children: &mut [Child]) {
    let shortcut = |child: &Child| {
        let name = child.name.to_str()?;
        let stem = shortcut::stem(name)?;
        matches!(child.kind, Kind::File).then(|| (stem.to_owned(), child.full.clone()))
    };
    let shortcuts: HashMap<String, PathBuf> = children.iter().filter_map(shortcut).collect();
    if shortcuts.is_empty() {
        return;
    }
    for child in children.iter_mut() {
        let Some(name) = child.name.to_str().filter(|name| shortcut::stem(name).is_none()) else { continue };
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        child.shortcut = shortcuts.get(stem).or_else(|| shortcuts.get(name)).cloned();
    }
}

fn folder_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "You have no permission to open this folder. Give yourself the right to read it.".to_owned()
        }
        io::ErrorKind::NotFound => {
            "The folder is not there any more. Check that its drive is connected.".to_owned()
        }
        io::ErrorKind::NotADirectory => {
            "This is not a folder. Choose the folder that holds the articles.".to_owned()
        }
        _ => format!("The folder could not be opened: {error}. Check the drive and try again."),
    }
}
