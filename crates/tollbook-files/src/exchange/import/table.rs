//! One CSV file on its way in: encoding, delimiter, header and rows, before anything is meant by
//! them.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use csv::StringRecord;

use super::Refused;
use super::codebook::headings;
use crate::exchange::cell::unguard;
use crate::exchange::columns::{self, FILES, File};
use crate::exchange::datapackage::{PackageInfo, package_info};
use crate::format_1;

/// What a file is to be read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One of the package's files, told by its name and its columns.
    OfPackage,
    /// A codebook, whatever its columns are called.
    OfCodebook,
}

/// A file that has been read.
#[derive(Debug)]
pub struct Table {
    /// Where it lies.
    pub path: PathBuf,
    /// Which of the package's files it is.
    pub file: &'static File,
    /// What the `datapackage.json` beside it says.
    pub package: Option<PackageInfo>,
    /// Whether it may differ from the file that was exported.
    pub edited: bool,
    /// Where each known column stands.
    places: HashMap<&'static str, usize>,
    rows: Vec<(u64, StringRecord)>,
}

/// A row of a table.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The table.
    pub table: &'a Table,
    /// The line on which it begins; the header is line 1.
    pub line: u64,
    cells: &'a StringRecord,
}

impl<'a> Row<'a> {
    /// The cell in a column; `None` if the file has no such column.
    pub fn get(&self, column: &str) -> Option<&'a str> {
        self.table.places.get(column).and_then(|&place| self.cells.get(place))
    }

    /// The cell in a column; blank if the file has no such column.
    pub fn cell(&self, column: &str) -> &'a str {
        self.get(column).unwrap_or_default()
    }

    /// Whether it is an annotation without an id.
    pub fn is_new(&self) -> bool {
        self.cell("annotation_id").trim().is_empty()
    }

    /// Annotations without ids by what they say: by article, by place in its text, then by all of their cells.
    pub fn compare_new(&self, other: &Self) -> Ordering {
        let key = |row: &Self| (row.cell("article"), row.cell("start").trim().parse::<u64>().ok());
        key(self).cmp(&key(other)).then_with(|| self.cells.iter().cmp(other.cells.iter()))
    }

    /// Whether two rows have the same cells in these columns.
    pub fn same(&self, other: &Row<'_>, columns: impl IntoIterator<Item = &'static str>) -> bool {
        columns.into_iter().all(|column| self.cell(column) == other.cell(column))
    }

    /// The row, refused.
    pub fn refuse(&self, column: &str, why: impl Into<String>) -> Refused {
        Refused { file: self.table.path.clone(), line: self.line, column: column.to_owned(), why: why.into() }
    }
}

impl Table {
    /// Whether the file has a column.
    pub fn has(&self, column: &str) -> bool {
        self.places.contains_key(column)
    }

    /// The rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { table: self, line: *line, cells })
    }

    /// Reads a file. Rows that cannot be read are `refused`; columns that mean nothing to the
    /// program are said in `warnings`.
    ///
    /// # Errors
    /// The whole file, refused.
    pub fn read(
        path: &Path,
        shape: Shape,
        refused: &mut Vec<Refused>,
        warnings: &mut Vec<String>,
    ) -> Result<Self, Refused> {
        let whole = |why: String| Refused { file: path.to_owned(), line: 1, column: String::new(), why };
        let bytes = read_bounded(path).map_err(whole)?;
        let package = path.parent().and_then(package_info);
        Self::parse(path, &bytes, package, shape, refused, warnings)
    }

    /// A file that the program brings along.
    ///
    /// # Errors
    /// The whole file, refused.
    pub fn of_text(path: &Path, bytes: &[u8]) -> Result<Self, Refused> {
        let (mut refused, mut warnings) = (Vec::new(), Vec::new());
        Self::parse(path, bytes, None, Shape::OfPackage, &mut refused, &mut warnings)
    }

    fn parse(
        path: &Path,
        bytes: &[u8],
        package: Option<PackageInfo>,
        shape: Shape,
        refused: &mut Vec<Refused>,
        warnings: &mut Vec<String>,
    ) -> Result<Self, Refused> {
        let whole = |why: String| Refused { file: path.to_owned(), line: 1, column: String::new(), why };
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_lowercase();
        let edited = !package.as_ref().is_some_and(|package| package.wrote(&name, bytes));
        let text = text(bytes).map_err(whole)?;
        if text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sep=")) {
            let first = one_line(text.lines().next().unwrap_or_default());
            return Err(whole(format!("Its first line, “{first}”, is for Excel alone. Delete that line.")));
        }
        let mut lines = Lines::new(text);
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter(text)).flexible(true).from_reader(text.as_bytes());
        let headers = reader.headers().map_err(|error| whole(unreadable(&error)))?.clone();
        let headers: Vec<String> = headers.iter().map(|header| header.trim().to_lowercase()).collect();
        let older = package.as_ref().is_some_and(|package| package.format == 1);
        let mut first_is_row = false;
        let (file, headers) = match shape {
            Shape::OfPackage => (which(&name, &headers), headers),
            Shape::OfCodebook => {
                let (headers, is_row) = headings(&headers).ok_or_else(|| {
                    whole(
                        "No column holds the names of codes. Give that column the heading “code” or “name”."
                            .to_owned(),
                    )
                })?;
                first_is_row = is_row;
                (Some(&columns::CODEBOOK), headers)
            }
        };
        let Some(file) = file else {
            return Err(whole(
                "Its columns are those of no file that can be imported. Give it the name and the columns of one \
                 of the package's files, such as annotations.csv with article, quote and code."
                    .to_owned(),
            ));
        };
        let (headers, renamed) = renamed(file, headers);
        // A file of format 1 is known by its package, or alone by a column that is called otherwise now.
        let older = older || renamed;
        let width = headers.len();
        let added = format_1::added_column(file.name, &headers).filter(|_| older);
        let headers: Vec<String> = headers.into_iter().chain(added.map(str::to_owned)).collect();
        let places = places(file, &headers).map_err(whole)?;
        unknown(path, file, &headers, warnings);

        // A file without a description is unguarded too: `'=` begins few texts and many guarded ones.
        let guarded = package.as_ref().is_none_or(|package| package.formula_guard);
        let mut rows = Vec::new();
        if first_is_row {
            rows.push((1, reader.headers().map_err(|error| whole(unreadable(&error)))?.clone()));
        }
        for record in reader.records() {
            let record = match record {
                Ok(record) => record,
                Err(error) => {
                    let line = error.position().map_or(0, |position| lines.at(position.byte()));
                    let file = path.to_owned();
                    refused.push(Refused { file, line, column: String::new(), why: unreadable(&error) });
                    continue;
                }
            };
            let line = record.position().map_or(0, |position| lines.at(position.byte()));
            if record.iter().all(str::is_empty) {
                continue;
            }
            if record.len() != width {
                let why = format!(
                    "This row has {} cells and the header {width}; check for quotes and delimiters inside cells.",
                    record.len()
                );
                refused.push(Refused { file: path.to_owned(), line, column: String::new(), why });
                continue;
            }
            let record = if guarded { record.iter().map(unguard).collect() } else { record };
            rows.push((line, if older { forward(file, &headers, &record) } else { record }));
        }
        Ok(Self { path: path.to_owned(), file, package, edited, places, rows })
    }
}

/// No file of a package is larger.
const MOST_BYTES: u64 = 1 << 30;

/// The bytes of an ordinary file; a device or a pipe could give bytes for ever.
pub fn read_bounded(path: &Path) -> Result<Vec<u8>, String> {
    let failed = |error: std::io::Error| {
        format!("It could not be read: {error}. Check the path and that it may be read.")
    };
    let file = std::fs::metadata(path).map_err(failed)?;
    if !file.is_file() {
        return Err("It is no ordinary file. Give a CSV file, or the folder of a package.".to_owned());
    }
    if file.len() > MOST_BYTES {
        return Err(format!("It is larger than {} MB. Split it into smaller files.", MOST_BYTES >> 20));
    }
    let mut bytes = Vec::new();
    let open = std::fs::File::open(path).map_err(failed)?;
    open.take(MOST_BYTES).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// Counts lines up to places in a text, whichever of the three ways its lines end.
struct Lines<'t> {
    bytes: &'t [u8],
    at: usize,
    line: u64,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, line: 1 }
    }

    /// The line on which the row at `byte`, or after the ends of lines there, begins. Places come in order.
    fn at(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX).min(self.bytes.len());
        let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
        let ends = self.bytes[byte..].iter().take_while(|byte| is_end(byte)).count();
        while self.at < byte + ends {
            let ends_here = match self.bytes[self.at] {
                b'\n' => true,
                b'\r' => self.bytes.get(self.at + 1) != Some(&b'\n'),
                _ => false,
            };
            self.line += u64::from(ends_here);
            self.at += 1;
        }
        self.line
    }
}

/// The beginning of the first line of a text that somebody else wrote, to be quoted in a sentence.
pub(super) fn one_line(text: &str) -> String {
    /// More than this is no help in finding the place.
    const SHOWN: usize = 100;
    let line = text.trim().lines().next().unwrap_or_default();
    let shown: String = line.chars().take(SHOWN).collect();
    if shown.len() < text.trim().len() { format!("{shown}…") } else { shown }
}

fn unreadable(error: &csv::Error) -> String {
    format!("It is not CSV: {error}. Save it again as CSV (UTF-8).")
}

/// The file as text, without its byte-order mark.
fn text(bytes: &[u8]) -> Result<&str, String> {
    let remedy = "Save it again as “CSV UTF-8”.";
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(format!("It is UTF-16, not UTF-8. {remedy}"));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let line = bytes[..error.valid_up_to()].iter().filter(|&&byte| byte == b'\n').count() + 1;
            Err(format!("It is not UTF-8: see line {line}. {remedy}"))
        }
    }
}

/// The delimiter: of `,`, `;` and tab the one that is most often in the header outside quotes.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|(known, _)| *known == byte).for_each(|(_, count)| *count += 1),
        }
    }
    // The first of those in front: a comma, if there is none at all.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| *delimiter)
}

/// Which file of the package this is: by its name, else by its columns.
fn which(name: &str, headers: &[String]) -> Option<&'static File> {
    let has = |column: &str| headers.iter().any(|header| header == column);
    if let Some(file) = FILES.into_iter().find(|file| file.name == name)
        && file.key.iter().any(|key| has(key)) | has("article")
    {
        return Some(file);
    }
    let told: [(&File, bool); 11] = [
        (&columns::REJECTIONS, has("article") && has("quote") && has("everywhere")),
        (&columns::EVENTS, has("event_id") && has("articles")),
        (&columns::ANNOTATIONS, has("article") && has("quote")),
        (&columns::TOTALS, has("annotation_id") && has("reported")),
        (&columns::SERIES, has("period") && has("incidents")),
        (&columns::INCIDENTS, has("incident_id") && !has("annotation_id")),
        (
            &columns::ARTICLES,
            has("article")
                && ["title", "independent_source", "voice", "published_start", "source", "state"]
                    .into_iter()
                    .any(has),
        ),
        (
            &columns::CODEBOOK,
            has("code") && ["parent", "claim", "marks", "colour", "description"].into_iter().any(has),
        ),
        (&columns::OPERATIONS, has("operation") && ["aliases", "begins", "ends"].into_iter().any(has)),
        (&columns::LISTS, has("list") && has("value")),
        (&columns::LINKS, has("from") && has("relation") && has("to")),
    ];
    told.into_iter().find(|(_, told)| *told).map(|(file, _)| file)
}

/// The headers with the names that format 1 had brought forward, and whether there were any.
fn renamed(file: &File, headers: Vec<String>) -> (Vec<String>, bool) {
    let now: Vec<String> =
        headers.iter().map(|header| format_1::column(file.name, header).to_owned()).collect();
    let differs = now != headers;
    (now, differs)
}

/// A row of format 1 as format 2 has it; the columns that are new stand at the end.
fn forward(file: &File, headers: &[String], record: &StringRecord) -> StringRecord {
    let cell =
        |(name, cell): (&String, &str)| (format_1::old_column(file.name, name).to_owned(), cell.into());
    let mut columns = headers.iter().zip(record.iter()).map(cell).collect();
    format_1::bring_cells_forward(file.name, &mut columns);
    let now = |name: &String| columns.get(name).and_then(serde_json::Value::as_str).unwrap_or_default();
    headers.iter().map(now).collect()
}

fn known_columns(file: &File) -> impl Iterator<Item = &'static str> {
    let extra: &[&str] = if file.name == columns::ANNOTATIONS.name { &columns::FOREIGN_COLUMNS } else { &[] };
    file.columns.iter().map(|column| column.name).chain(extra.iter().copied())
}

fn places(file: &File, headers: &[String]) -> Result<HashMap<&'static str, usize>, String> {
    let mut places = HashMap::new();
    for column in known_columns(file) {
        let mut found = headers.iter().enumerate().filter(|(_, header)| *header == column);
        if let Some((place, _)) = found.next() {
            places.insert(column, place);
        }
        if found.next().is_some() {
            return Err(format!("The column {column} is there twice. Remove or rename one."));
        }
    }
    Ok(places)
}

fn unknown(path: &Path, file: &File, headers: &[String], warnings: &mut Vec<String>) {
    let unknown: Vec<&str> = headers
        .iter()
        .map(String::as_str)
        .filter(|header| !header.is_empty() && !known_columns(file).any(|known| known == *header))
        .collect();
    if !unknown.is_empty() {
        warnings.push(format!(
            "{}: not read, because unknown: {}.",
            path.display(),
            one_line(&unknown.join(", "))
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_seen_from_the_header() {
        assert_eq!(delimiter("article;quote;code\na,b;c;d"), b';');
        assert_eq!(delimiter("article\tquote\n"), b'\t');
        assert_eq!(delimiter("\"a;b;c\",quote,code"), b',');
        assert_eq!(delimiter("article"), b',');
    }

    #[test]
    fn lines_are_counted_however_they_end() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["article,quote", "a,\"two", "lines\"", "", "b,c"].join(end);
            let mut lines = Lines::new(&text);
            let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
            let found: Vec<u64> =
                reader.records().map(|record| lines.at(record.unwrap().position().unwrap().byte())).collect();
            assert_eq!(found, [2, 5], "{end:?}");
        }
    }

    #[test]
    fn what_is_quoted_is_the_beginning_of_a_line() {
        assert_eq!(one_line("  few words "), "few words");
        assert_eq!(one_line("a\nb"), "a…");
        assert_eq!(one_line(&"x".repeat(1_000_000)).chars().count(), 101);
    }
}
