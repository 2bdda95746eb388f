//! `datapackage.json`: what the package is, in the words of the Frictionless Data Package
//! standard, version 2 (<https://datapackage.org>).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::columns::{Column, File, Type};
use super::sheet::Options;
use super::snapshot::Snapshot;
use tollbook_core::analysis::timeline::Query;
use tollbook_core::model::EntryId;
use tollbook_core::model::{Hostile, Project, ProjectId};

/// The version of the package's columns and words that is written.
const FORMAT: u64 = 2;

/// The file's name.
pub const DATAPACKAGE: &str = "datapackage.json";

/// The folder of the package with earlier texts of articles, each named by its SHA-256.
pub const EARLIER_TEXTS: &str = "texts";

#[derive(Serialize)]
struct DataPackage<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    /// The project's id.
    id: String,
    name: String,
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    created: Option<Timestamp>,
    resources: Vec<Resource<'a>>,
    tollbook: Own,
}

/// What only Tollbook reads.
#[derive(Serialize)]
struct Own {
    /// The version of the package's columns and words.
    format: u64,
    offsets: &'static str,
    lists: &'static str,
    formula_guard: bool,
    byte_order_mark: bool,
    chart: Value,
    /// How much is left out on request, and not counted in any figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    left_out_as_sensitive: Option<Value>,
}

#[derive(Serialize)]
struct Resource<'a> {
    name: Cow<'a, str>,
    path: Cow<'a, str>,
    description: &'static str,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    bytes: u64,
    /// By which an import tells a file that was edited.
    hash: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    schema: Option<Schema>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    #[serde(rename = "$schema")]
    schema: &'static str,
    fields: Vec<Value>,
    missing_values: [&'static str; 1],
    primary_key: &'static [&'static str],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<Value>,
}

/// The size of a file in bytes, and the SHA-256 of what it holds, in hexadecimal.
pub type FileChecksum = (u64, String);

/// The text of `datapackage.json` for an export of `snapshot` with these files, and with these earlier texts:
/// the hash and size of each.
pub fn describe(
    snapshot: &Snapshot,
    options: &Options,
    files: Vec<(&File, FileChecksum)>,
    earlier_texts: &[(String, u64)],
) -> serde_json::Result<String> {
    let Snapshot { project, query, left_out, .. } = snapshot;
    let info = project.info.iter().next().map(|(_, info)| info);
    let package = DataPackage {
        schema: "https://datapackage.org/profiles/2.0/datapackage.json",
        id: project.id().to_string(),
        name: slug(project.name()),
        title: project.name(),
        description: info.map_or("", |info| info.memo.as_str()),
        created: info.map(|info| info.created),
        resources: (files.into_iter().map(|(file, sum)| table(file, sum)))
            .chain(earlier_texts.iter().map(|(hash, bytes)| earlier_text(hash, *bytes)))
            .collect(),
        tollbook: Own {
            format: FORMAT,
            offsets: "start and end count Unicode code points from the start of the text, half-open; the \
                      text has \\n line ends and no byte-order mark",
            lists: "items have ; between; before a ; or \\ of an item, and before white space at its ends, \
                    stands a \\",
            formula_guard: options.formula_guard,
            byte_order_mark: options.byte_order_mark,
            chart: filters(project, query),
            left_out_as_sensitive: left_out.map(|left_out| {
                json!({
                    "articles": left_out.articles,
                    "annotations": left_out.annotations,
                    "incidents": left_out.incidents,
                })
            }),
        },
    };
    serde_json::to_string_pretty(&package).map(|text| text + "\n")
}

/// What was asked of the chart when `series.csv` was written.
fn filters(project: &Project, query: &Query) -> Value {
    let operations = query.hidden.iter().filter_map(|group| group.operation());
    let mut hidden: Vec<&str> = operations.map(|id| project.operation_name(Some(id))).collect();
    hidden.sort_unstable();
    let words = |known: &std::collections::BTreeSet<Hostile>| {
        known.iter().map(|hostile| hostile.as_str()).collect::<Vec<_>>()
    };
    let names = |ids: Vec<Option<EntryId>>| {
        let mut names: Vec<&str> = ids.into_iter().map(|id| project.entry_name(id)).collect();
        names.sort_unstable();
        names
    };
    json!({
        "grain": query.grain.as_str(),
        "outcomes": query.outcomes.iter().map(|outcome| outcome.as_str()).collect::<Vec<_>>(),
        "sides": query.sides.as_ref().map(|sides| names(sides.iter().copied().collect())),
        "hostile": query.hostile.as_ref().map(words),
        "causes": query.causes.as_ref().map(|causes| names(causes.iter().copied().collect())),
        "sources": query.sources,
        "coders": query.coders.as_ref().map(|coders| names(coders.iter().copied().map(Some).collect())),
        "hidden_operations": hidden,
        "from": query.within.map(|within| within.from.to_string()),
        "to": query.within.map(|within| within.to.to_string()),
    })
}

/// A name that can stand in a URL, as the standard wants it.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "project".to_owned() } else { slug.to_owned() }
}

fn stem(file: &'static str) -> &'static str {
    file.strip_suffix(".csv").unwrap_or(file)
}

fn earlier_text(hash: &str, bytes: u64) -> Resource<'_> {
    Resource {
        name: format!("text-{hash}").into(),
        path: earlier_text_path(hash).into(),
        description: "An earlier text of an article, to which annotations belong whose anchor is lost.",
        kind: None,
        format: "txt",
        mediatype: "text/plain",
        encoding: "utf-8",
        bytes,
        hash: format!("sha256:{hash}"),
        schema: None,
    }
}

/// Where in the package an earlier text lies, with `/`.
pub fn earlier_text_path(hash: &str) -> String {
    format!("{EARLIER_TEXTS}/{hash}.txt")
}

fn table(file: &File, (bytes, hash): FileChecksum) -> Resource<'static> {
    let foreign_key = |key: &super::columns::ForeignKey| match stem(key.file) {
        "" => json!({ "fields": [key.column], "reference": { "fields": [key.to] } }),
        there => {
            json!({ "fields": [key.column], "reference": { "resource": there, "fields": [key.to] } })
        }
    };
    Resource {
        name: stem(file.name).into(),
        path: file.name.into(),
        description: file.about,
        kind: Some("table"),
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        bytes,
        hash: format!("sha256:{hash}"),
        schema: Some(Schema {
            schema: "https://datapackage.org/profiles/2.0/tableschema.json",
            fields: file.columns.iter().map(field).collect(),
            missing_values: [""],
            primary_key: file.key,
            foreign_keys: file.foreign_keys.iter().map(foreign_key).collect(),
        }),
    }
}

fn field(column: &Column) -> Value {
    let kind = match column.kind {
        Type::Text | Type::Id | Type::Colour | Type::Word(_) => "string",
        Type::List | Type::Words(_) => "list",
        Type::Day => "date",
        Type::Moment => "datetime",
        Type::Count | Type::Integer => "integer",
        Type::Bool => "boolean",
    };
    let mut field = json!({ "name": column.name, "type": kind, "description": column.about });
    let mut more = |key: &str, value: Value| field[key] = value;
    match column.kind {
        Type::List | Type::Words(_) => more("delimiter", json!(";")),
        Type::Word(words) => more("constraints", json!({ "enum": words() })),
        Type::Count => more("constraints", json!({ "minimum": 0 })),
        Type::Bool => {
            more("trueValues", json!(["yes"]));
            more("falseValues", json!(["no"]));
        }
        // The standard's own moments have no fractions of a second.
        Type::Moment => more("format", json!("any")),
        _ => {}
    }
    if column.derived {
        more("derived", json!(true));
    }
    field
}

/// What a `datapackage.json` says of the package beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageInfo {
    /// The project's id.
    pub project: ProjectId,
    /// Its name.
    pub name: String,
    /// When it was begun.
    pub created: Option<Timestamp>,
    /// Notes on the whole project.
    pub memo: String,
    /// Whether text cells were guarded against formulas.
    pub formula_guard: bool,
    /// The version of its columns and words.
    pub format: u64,
    /// The hash of each file by its name, as it was written.
    hashes: BTreeMap<String, String>,
}

impl PackageInfo {
    /// Whether the file `name` holds these bytes since it was exported.
    pub fn wrote(&self, name: &str, bytes: &[u8]) -> bool {
        let hash = || format!("sha256:{}", sha256(bytes));
        self.hashes.get(name).is_some_and(|written| *written == hash())
    }
}

/// SHA-256 in hexadecimal.
fn sha256(bytes: &[u8]) -> String {
    crate::hex(&Sha256::digest(bytes))
}

/// Reads the `datapackage.json` of the folder `package`; `None` if it has none, or one that
/// Tollbook did not write.
pub fn package_info(package: &Path) -> Option<PackageInfo> {
    let text = std::fs::read_to_string(package.join(DATAPACKAGE)).ok()?;
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    let own = value.get("tollbook")?;
    let resources = value.get("resources").and_then(Value::as_array).into_iter().flatten();
    let hashes = resources.filter_map(|resource| {
        let word = |key: &str| Some(resource.get(key)?.as_str()?.to_owned());
        Some((word("path")?, word("hash")?))
    });
    let hashes = hashes.collect();
    let word = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default();
    Some(PackageInfo {
        project: word("id").parse().ok()?,
        name: word("title").to_owned(),
        created: word("created").parse().ok(),
        memo: word("description").to_owned(),
        // The first format did not say which it was.
        format: own.get("format").and_then(Value::as_u64).unwrap_or(1),
        formula_guard: own.get("formula_guard").and_then(Value::as_bool).unwrap_or(false),
        hashes,
    })
}
