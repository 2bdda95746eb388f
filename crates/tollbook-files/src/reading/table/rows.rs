//! Rows of a table as articles.

use super::mapping::{ColumnMapping, Role, epoch, is_date, rank, suggest, year_last};
use super::sheet::OnSheet;
use super::{OnTable, Preview};
use crate::reading::download::{Desk, Outcome, Part, text_of_markup};

/// How many rows are looked at to find the columns.
const SAMPLE: usize = 200;
/// What a cell of a spreadsheet holds at most, in UTF-16 units.
const FULL_CELL: usize = 32_767;

/// The columns of one table, and where each role stands.
struct Plan {
    columns: Vec<String>,
    mapping: ColumnMapping,
    places: Vec<(Role, usize)>,
    /// Whether the days of a date in digits stand before its months, where the column tells.
    day_first: Option<bool>,
}

impl Plan {
    /// Finds header and columns of rows, which are then without the header.
    fn new(rows: &mut Vec<Vec<String>>, named: Option<Vec<String>>, kept: Option<&ColumnMapping>) -> Self {
        let columns = match named {
            Some(columns) => columns,
            None => {
                let header = header(rows);
                let names = header.map(|at| rows.drain(..=at).next_back().unwrap_or_default());
                let width = rows.iter().map(Vec::len).chain(names.iter().map(Vec::len)).max().unwrap_or(0);
                unique(names.unwrap_or_default(), width)
            }
        };
        let mapping = match kept {
            Some(kept) if kept.fits(&columns) => kept.clone(),
            _ => suggest(&columns, rows),
        };
        let place = |role| {
            let name = mapping.column(role)?;
            Some((role, columns.iter().position(|column| column == name)?))
        };
        let places = Role::ALL.into_iter().filter_map(place).collect();
        let dates = place(Role::Date).map(|(_, at)| rows.iter().filter_map(move |row| row.get(at)));
        let day_first = dates.and_then(day_first);
        Self { columns, mapping, places, day_first }
    }

    fn part(&self, row: &[String]) -> Part {
        let cell = |role: Role| {
            let place = self.places.iter().find(|(of, _)| *of == role);
            place.and_then(|(_, i)| row.get(*i)).map_or("", |cell| cell.trim()).to_owned()
        };
        let mut part = Part {
            title: cell(Role::Title),
            date: day(&cell(Role::Date), self.day_first),
            source: cell(Role::Source),
            url: cell(Role::Url),
            number: cell(Role::Number),
            language: cell(Role::Language),
            section: cell(Role::Section),
            byline: cell(Role::Byline),
            text: cell(Role::Text),
            ..Part::default()
        };
        if ["</p>", "<p>", "<br", "</div>", "</a>"].iter().any(|tag| part.text.contains(tag)) {
            part.text = text_of_markup(&part.text);
        }
        // Some programs call the address the source.
        if !host(&part.source).is_empty() {
            let address = std::mem::take(&mut part.source);
            part.source = host(&address).to_owned();
            part.url = if part.url.is_empty() { address } else { part.url };
        }
        if part.source.is_empty() {
            part.source = host(&part.url).to_owned();
        }
        for (i, column) in self.columns.iter().enumerate() {
            if !self.places.iter().any(|(_, place)| *place == i) {
                part.add(column, row.get(i).map_or("", String::as_str));
            }
        }
        part
    }
}

/// The row that names the columns: the first of the first rows that names two roles; else the first row, if it looks
/// unlike the others.
fn header(rows: &[Vec<String>]) -> Option<usize> {
    let roles = |row: &[String]| {
        Role::ALL.into_iter().filter(|role| row.iter().any(|cell| rank(cell, *role).is_some())).count()
    };
    if let Some(at) = rows.iter().take(10).position(|row| roles(row) >= 2) {
        return Some(at);
    }
    let first = rows.first()?;
    let is_name = |cell: &String| {
        let cell = cell.trim();
        !cell.is_empty()
            && cell.chars().count() <= 60
            && !is_date(cell)
            && (cell.chars().any(char::is_alphabetic) || matches!(cell, "№" | "#"))
    };
    // Programs leave the column of their own numbers without a name.
    let is_named = |(at, cell): (usize, &String)| is_name(cell) || at == 0 && cell.trim().is_empty();
    let longest = rows.iter().skip(1).take(20).flatten().map(|cell| cell.chars().count()).max().unwrap_or(0);
    // A word above numbers, days or addresses names them.
    let is_value = |cell: &str| {
        cell.parse::<f64>().is_ok()
            || is_date(cell)
            || cell.starts_with("http://")
            || cell.starts_with("https://")
    };
    let names_values = |at: usize| {
        let mut cells = rows.iter().skip(1).take(20).filter_map(|row| row.get(at)).map(|cell| cell.trim());
        cells.clone().next().is_some() && cells.all(is_value)
    };
    let named = first.iter().enumerate().all(is_named)
        && (roles(first) >= 1 || longest > 100 || (0..first.len()).any(names_values));
    (named && rows.len() > 1).then_some(0)
}

/// Names for all columns, each once.
fn unique(names: Vec<String>, width: usize) -> Vec<String> {
    let mut columns: Vec<String> = Vec::with_capacity(width);
    for i in 0..width.max(names.len()) {
        let name = names.get(i).map_or("", |name| name.trim_start_matches('\u{feff}').trim());
        let name = if name.is_empty() { format!("Column {}", i + 1) } else { name.to_owned() };
        let mut other = name.clone();
        let mut n = 2;
        while columns.contains(&other) {
            other = format!("{name} ({n})");
            n += 1;
        }
        columns.push(other);
    }
    columns
}

/// The numbers of a date in digits with its year at the end, and what follows it: "03/04/2014 10:00".
fn in_digits(cell: &str) -> Option<([u32; 2], &str, &str)> {
    let sign = cell.find(['/', '-', '.'])?;
    let mut parts = cell.splitn(3, cell[sign..].chars().next()?);
    let (first, second, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let number = |part: &str| (part.len() <= 2).then(|| part.trim().parse::<u32>().ok()).flatten();
    (end == 4).then_some(([number(first)?, number(second)?], &rest[..end], &rest[end..]))
}

/// Whether the days of a column's dates stand before the months: dates with a number over 12 tell.
fn day_first<'a>(cells: impl Iterator<Item = &'a String>) -> Option<bool> {
    let (mut days, mut months) = (0, 0);
    for ([first, second], ..) in cells.filter_map(|cell| in_digits(cell.trim())) {
        days += usize::from(first > 12 && second <= 12);
        months += usize::from(second > 12 && first <= 12);
    }
    (days != months && days.min(months) == 0).then_some(days > months)
}

/// A date as it is read elsewhere: seconds since 1970, days without hyphens, and days in the order of their column as
/// ISO 8601.
fn day(cell: &str, day_first: Option<bool>) -> String {
    if let (Some(([first, second], year, rest)), Some(day_first)) = (in_digits(cell), day_first) {
        let (month, day) = if day_first { (second, first) } else { (first, second) };
        if (1..=12).contains(&month) {
            return format!("{year}-{month:02}-{day:02}{rest}");
        }
    }
    let digits = cell.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 8 && (cell.len() == 8 || cell.as_bytes()[8] == b'T') && is_date(cell) {
        return format!("{}-{}-{}", &cell[..4], &cell[4..6], &cell[6..8]);
    }
    epoch(cell).or_else(|| year_last(cell)).unwrap_or_else(|| cell.to_owned())
}

/// The site of an address.
fn host(url: &str) -> &str {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or("");
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or("");
    host.strip_prefix("www.").unwrap_or(host)
}

/// A record's fields in the order of the columns.
fn in_order(fields: Vec<(String, String)>, columns: &[String]) -> Vec<String> {
    let mut row = vec![String::new(); columns.len()];
    for (name, value) in fields {
        if let Some(i) = columns.iter().position(|column| *column == name) {
            row[i] = value;
        }
    }
    row
}

/// The names of the fields of records, in the order in which they come.
fn names_of(records: &[Vec<(String, String)>]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (name, _) in records.iter().flatten() {
        if !names.contains(name) && names.len() < 1000 {
            names.push(name.clone());
        }
    }
    names
}

/// Hands the rows of a table over as articles.
pub(super) struct Rows<'a> {
    kept: Option<ColumnMapping>,
    desk: Desk<'a>,
    sheet: String,
    plan: Option<Plan>,
    rows: Vec<Vec<String>>,
    records: Vec<Vec<(String, String)>>,
    without: Vec<String>,
    cut: u64,
}

impl<'a> Rows<'a> {
    pub fn new(kept: Option<ColumnMapping>, desk: Desk<'a>) -> Self {
        let (rows, records, without) = (Vec::new(), Vec::new(), Vec::new());
        Self { kept, desk, sheet: String::new(), plan: None, rows, records, without, cut: 0 }
    }

    /// Decides on the columns, if that is still to be done, and hands over the rows that were looked at for it.
    fn decide(&mut self) {
        if self.plan.is_some() || (self.rows.is_empty() && self.records.is_empty()) {
            return;
        }
        let mut rows = std::mem::take(&mut self.rows);
        let records = std::mem::take(&mut self.records);
        let named = (!records.is_empty()).then(|| names_of(&records));
        if let Some(columns) = &named {
            rows = records.into_iter().map(|record| in_order(record, columns)).collect();
        }
        let plan = Plan::new(&mut rows, named, self.kept.as_ref());
        if plan.mapping.text.is_none() {
            let columns = plan.columns.iter().take(12).map(String::as_str).collect::<Vec<_>>().join(", ");
            let of = if self.sheet.is_empty() {
                String::new()
            } else {
                format!(" of the sheet “{}”", self.sheet)
            };
            self.without.push(format!("No column{of} holds texts ({columns})."));
        }
        self.plan = Some(plan);
        rows.iter().for_each(|row| self.hand_over(row));
    }

    fn hand_over(&mut self, row: &[String]) {
        let Some(plan) = &self.plan else { return };
        if plan.mapping.text.is_none() || row.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let part = plan.part(row);
        if part.text.encode_utf16().count() >= FULL_CELL - 8 && part.text.encode_utf16().count() <= FULL_CELL
        {
            self.cut += 1;
        }
        self.desk.add_document(part.finish("Table"));
    }

    pub fn finish(mut self) -> Outcome {
        self.decide();
        let none = self.desk.outcome().documents == 0;
        let outcome = self.desk.outcome();
        if self.cut > 0 {
            outcome.warnings.push(format!(
                "{} of the texts fill a cell of {FULL_CELL} characters and were probably cut off there by the spreadsheet.",
                self.cut
            ));
        }
        if none && !self.without.is_empty() {
            let sentences = self.without.join(" ");
            // Records that were left out may have held texts.
            outcome.no_text_column = outcome.warnings.is_empty();
            outcome.warnings.push(format!(
                "{sentences} Choose the column that holds the texts, or export the list again with them."
            ));
            return std::mem::take(outcome);
        }
        self.desk.finish()
    }
}

impl OnSheet for Rows<'_> {
    fn sheet(&mut self, name: &str) -> bool {
        self.decide();
        self.plan = None;
        name.clone_into(&mut self.sheet);
        !self.desk.is_stopped()
    }

    fn row(&mut self, cells: Vec<String>) -> bool {
        if self.plan.is_some() {
            self.hand_over(&cells);
        } else if cells.iter().any(|cell| !cell.trim().is_empty()) {
            self.rows.push(cells);
            if self.rows.len() >= SAMPLE {
                self.decide();
            }
        }
        !self.desk.is_stopped()
    }
}

impl OnTable for Rows<'_> {
    fn record(&mut self, fields: Vec<(String, String)>) -> bool {
        if let Some(plan) = &self.plan {
            let row = in_order(fields, &plan.columns);
            self.hand_over(&row);
        } else {
            self.records.push(fields);
            if self.records.len() >= SAMPLE {
                self.decide();
            }
        }
        !self.desk.is_stopped()
    }

    fn message(&mut self, part: Part, program: &str) -> bool {
        program.clone_into(&mut self.desk.outcome().kind);
        self.desk.add_document(part.finish(program));
        !self.desk.is_stopped()
    }

    fn warn(&mut self, sentence: String) {
        self.desk.outcome().warnings.push(sentence);
    }
}

/// Keeps the first rows, for a preview.
#[derive(Default)]
pub(super) struct Sampled {
    sheet: String,
    rows: Vec<Vec<String>>,
    records: Vec<Vec<(String, String)>>,
    done: Option<Preview>,
}

impl Sampled {
    fn look(&mut self) -> bool {
        let mut rows = std::mem::take(&mut self.rows);
        let records = std::mem::take(&mut self.records);
        let named = (!records.is_empty()).then(|| names_of(&records));
        if let Some(columns) = &named {
            rows = records.into_iter().map(|record| in_order(record, columns)).collect();
        }
        if rows.is_empty() {
            return false;
        }
        let plan = Plan::new(&mut rows, named, None);
        rows.truncate(20);
        let preview =
            Preview { sheet: self.sheet.clone(), columns: plan.columns, rows, mapping: plan.mapping };
        let found = preview.mapping.text.is_some();
        if found || self.done.is_none() {
            self.done = Some(preview);
        }
        found
    }

    pub fn finish(mut self) -> Preview {
        if self.done.as_ref().is_none_or(|done| done.mapping.text.is_none()) {
            self.look();
        }
        self.done.unwrap_or_default()
    }
}

impl OnSheet for Sampled {
    fn sheet(&mut self, name: &str) -> bool {
        let found = self.look();
        name.clone_into(&mut self.sheet);
        !found
    }

    fn row(&mut self, cells: Vec<String>) -> bool {
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            self.rows.push(cells);
        }
        self.rows.len() < SAMPLE
    }
}

impl OnTable for Sampled {
    fn record(&mut self, fields: Vec<(String, String)>) -> bool {
        self.records.push(fields);
        self.records.len() < SAMPLE
    }

    fn message(&mut self, _part: Part, _program: &str) -> bool {
        true
    }

    fn warn(&mut self, _sentence: String) {}
}
