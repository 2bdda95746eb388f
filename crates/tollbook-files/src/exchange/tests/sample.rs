//! A small project for the tests.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::date;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::exchange::{Options, Snapshot, export};
use tollbook_core::analysis::timeline::Query;
use tollbook_core::model::*;

/// A text whose words come after characters of two, three and four bytes.
pub const TEXT: &str = "À Gao, 😀 treize soldats tués; \"deux\" blessés.\nمقتل جندي. On en compte 38.";

pub const PATH: &str = "mali/2019-11-26 \"collision\".txt";

pub fn stamp(entropy: u64) -> Stamp {
    Stamp::new(Timestamp::from_millisecond(1_700_000_000_123).unwrap(), EntryId(Uuid::nil()), entropy)
}

pub fn begun(id: u128, coder: &str) -> (Project, Stamp) {
    let mut stamp = stamp(1);
    let (project, _) =
        tollbook_core::analysis::fixture::begin(ProjectId(Uuid::from_u128(id)), "Sahel", coder, &mut stamp);
    (project, stamp)
}

/// Thirteen killed, two wounded and a total of 38 in one article.
pub fn small() -> (Project, Stamp) {
    let (mut project, mut stamp) = begun(9, "Ada");
    let article = ArticleId::for_path(project.id(), PATH);
    let before = project.clone();
    let mut draft = Draft::new(&before, &mut stamp);
    draft.set(
        article,
        Article {
            title: "Treize, \"morts\"".to_owned(),
            published: Some(DateRange::day(date(2019, 11, 26))),
            published_basis: Some(PublishedBasis::FileName),
            published_as_written: "2019-11-26".to_owned(),
            source: "Le Soir".to_owned(),
            memo: "=1+1".to_owned(),
            ..Article::at(PATH, "ab".repeat(32))
        },
    );
    let coder = draft.stamp.coder;
    draft.set(CoverageId::for_coder(article, coder), Coverage { article, coder, state: ReadState::Done });
    let side = before.recorded_side();
    let operation = before.operation_named("Barkhane").unwrap();
    let (at, origin) = (draft.stamp.at, Origin::Hand);
    let mark = |draft: &mut Draft<'_>, words: &str, mark: ClaimType, claim: Option<Claim>| {
        let id: AnnotationId = draft.stamp.mint();
        let start = TEXT.find(words).unwrap();
        let span = start..start + words.len();
        let (quote, prefix, suffix) = Annotation::quote(TEXT, &span).unwrap();
        let code = before.code_for(mark).unwrap();
        let annotation = Annotation {
            article,
            code,
            start,
            end: span.end,
            quote,
            prefix,
            suffix,
            memo: String::new(),
            coder,
            created: at,
            modified: at,
            origin,
            anchor: tollbook_core::model::Anchor::InPlace,
            anchor_sha256: String::new(),
            sensitive: false,
        };
        draft.set(id, annotation);
        if let Some(mut claim) = claim {
            if claim.kind.has_incident() {
                let incident: IncidentId = draft.stamp.mint();
                draft.set(incident, Incident::blank());
                claim.incident = Some(incident);
            }
            draft.set(id, claim);
        }
        id
    };
    let mut killed = Claim::blank(Kind::Incident, Some(Outcome::Killed));
    killed.count = Figures::exactly(13);
    killed.side = side;
    killed.operations = vec![operation];
    killed.date = Some(DateRange::day(date(2019, 11, 25)));
    killed.country = "Mali".to_owned();
    killed.set_by_coder = [ClaimField::Count].into_iter().collect();
    mark(&mut draft, "treize soldats", ClaimType::Killed, Some(killed));
    let mut wounded = Claim::blank(Kind::Incident, Some(Outcome::Wounded));
    wounded.count = Figures::at_least(2);
    wounded.side = side;
    mark(&mut draft, "\"deux\" blessés", ClaimType::Wounded, Some(wounded));
    let mut total = Claim::blank(Kind::Total, Some(Outcome::Killed));
    total.count = Figures::exactly(38);
    total.side = side;
    total.operations = vec![operation];
    total.scope_countries = vec!["Mali".to_owned(), "a; b".to_owned()];
    total.scope_areas = vec![before.entry(List::Area, "Sahel").unwrap()];
    total.definition = before.entry(List::Definition, "in combat");
    total.scope_from = Some(date(2013, 1, 1));
    mark(&mut draft, "38", ClaimType::Total, Some(total));
    project.apply(&draft.finish("Mark").unwrap()).unwrap();
    (project, stamp)
}

pub fn snapshot(project: &Project) -> Snapshot {
    let known = ["ab".repeat(32), sha256_of_text()];
    let text = move |sha256: &str| known.iter().any(|known| known == sha256).then(|| Arc::from(TEXT));
    Snapshot::new(project.clone(), Query::everything(), Box::new(text))
}

/// The files of the package of `project`, by name.
pub fn exported(snapshot: &Snapshot, options: &Options) -> HashMap<String, String> {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("out");
    export(snapshot, &dir, options, &mut |_, _| true).unwrap();
    files(&dir)
}

/// The hash of [`TEXT`], for annotations that are lost.
pub fn sha256_of_text() -> String {
    crate::hex(&Sha256::digest(TEXT.as_bytes()))
}

pub fn files(dir: &std::path::Path) -> HashMap<String, String> {
    let in_folder = |dir: &std::path::Path| -> Vec<std::path::PathBuf> {
        std::fs::read_dir(dir).into_iter().flatten().map(|entry| entry.unwrap().path()).collect()
    };
    let mut paths = in_folder(&dir.join("texts"));
    paths.extend(in_folder(dir).into_iter().filter(|path| path.is_file()));
    paths
        .into_iter()
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect()
}
