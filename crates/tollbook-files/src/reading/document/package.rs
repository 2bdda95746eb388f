//! Documents that are ZIP files of parts.

use std::cell::Cell;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{Budget, ReadError};

/// A part may unpack to so many times its size in the file, and to [`ALWAYS`] bytes whatever its size. The XML of documents
/// unpacks to some ten to thirty times its size.
const DENSEST: u64 = 100;
const ALWAYS: u64 = 64 << 20;

/// A ZIP file whose parts are unpacked one by one, to a limit for all of them.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    what: &'static str,
    left: Cell<u64>,
    most: u64,
}

impl<'a> Package<'a> {
    /// # Errors
    /// If the file's directory cannot be read, as when it was cut off.
    pub(super) fn open(bytes: &'a [u8], what: &'static str, budget: &Budget<'_>) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged(what))?;
        let most = budget.limits().unpacked;
        Ok(Self { archive, what, left: Cell::new(most), most })
    }

    /// The names of its parts.
    pub(super) fn names(&self) -> Vec<String> {
        self.archive.file_names().filter_map(|name| name.ok().map(|name| name.into_owned())).collect()
    }

    /// A part's bytes; `None` if there is no such part.
    ///
    /// # Errors
    /// If the part is encrypted or damaged, or unpacks to too much.
    pub(super) fn part(&mut self, name: &str, budget: &Budget<'_>) -> Result<Option<Vec<u8>>, ReadError> {
        let what = self.what;
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(_) | ZipError::InvalidPassword) => {
                return Err(ReadError::Encrypted(what));
            }
            Err(_) => return Err(ReadError::Damaged(what)),
        };
        if file.encrypted() {
            return Err(ReadError::Encrypted(what));
        }
        // No text is as dense as a part that was made to fill the memory.
        let dense = file.compressed_size().saturating_mul(DENSEST).saturating_add(ALWAYS);
        let left = self.left.get().min(dense);
        // What the directory says may be too little, but never needs to be tried if it is too much.
        if file.size() > left {
            return Err(ReadError::Bomb { kind: what, most: self.most.min(dense) >> 20 });
        }
        let mut bytes = Vec::new();
        let mut unpacked = file.take(left + 1);
        loop {
            budget.check()?;
            let before = bytes.len();
            let step = (&mut unpacked).take(4 * 1024 * 1024).read_to_end(&mut bytes);
            if bytes.len() as u64 > left {
                return Err(ReadError::Bomb { kind: what, most: self.most.min(dense) >> 20 });
            }
            match step {
                Ok(_) if bytes.len() == before => break,
                Ok(_) => {}
                // What could be unpacked of a damaged part may still be of use.
                Err(_) if bytes.is_empty() => return Err(ReadError::Damaged(what)),
                Err(_) => break,
            }
        }
        self.left.set(self.left.get().saturating_sub(bytes.len() as u64));
        Ok(Some(bytes))
    }
}

/// Where a target leads that is relative to a part: "../media/a.png" from "word/document.xml".
pub(super) fn resolved(part: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut folders: Vec<&str> = part.split('/').collect();
    folders.pop();
    for step in target.split('/') {
        match step {
            ".." => {
                folders.pop();
            }
            "." | "" => {}
            step => folders.push(step),
        }
    }
    folders.join("/")
}
