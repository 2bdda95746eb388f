//! What a project can begin with: folders of the package's own CSV files, in `assets/templates`.

use std::path::Path;

use serde::Deserialize;

use super::import::table::Table;
use super::import::{Passage, plan_tables};
use tollbook_core::model::{Claim, Edit, Project, ProjectId, Stamp, start};

/// A setting with which a project can begin.
#[derive(Clone, Copy, Debug)]
pub struct Template {
    /// Its folder's name, by which commands name it.
    pub name: &'static str,
    about: &'static str,
    files: &'static [(&'static str, &'static str)],
}

/// What a template is called and what it holds.
#[derive(Clone, Debug, Deserialize)]
pub struct About {
    /// The name to show.
    pub title: String,
    /// What it holds, as sentences.
    pub description: String,
}

macro_rules! template {
    ($name:literal: $($file:literal),+) => {
        Template {
            name: $name,
            about: include_str!(concat!("../../../../assets/templates/", $name, "/template.json")),
            files: &[$(($file, include_str!(concat!("../../../../assets/templates/", $name, "/", $file)))),+],
        }
    };
}

/// Every template, in the order in which they are offered.
pub const TEMPLATES: [Template; 4] = [
    template!("two-states": "lists.csv"),
    template!("civil-war": "lists.csv"),
    template!("civilian-harm": "lists.csv"),
    template!("french-operations": "lists.csv", "operations.csv"),
];

impl Template {
    /// The template of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        TEMPLATES.iter().find(|template| template.name == name)
    }

    /// What it is called and what it holds.
    pub fn about(&self) -> About {
        serde_json::from_str(self.about)
            .unwrap_or_else(|_| About { title: self.name.to_owned(), description: String::new() })
    }

    /// A new project with what the template holds, and the edit that begins it.
    pub fn begin(&self, id: ProjectId, name: &str, coder: &str, stamp: &mut Stamp) -> (Project, Edit) {
        let (mut project, edit) = start::begin(id, name, coder, stamp);
        let tables: Vec<Table> = self
            .files
            .iter()
            .filter_map(|(file, text)| Table::of_text(Path::new(file), text.as_bytes()).ok())
            .collect();
        let no_drafts = |passage: &Passage<'_>| Claim::blank(passage.kind, passage.outcome);
        let planned = plan_tables(&project, &tables, &no_drafts, self.name, coder, stamp);
        let Some(filled) = planned.ok().and_then(|planned| planned.edit) else { return (project, edit) };
        if project.apply(&filled).is_err() {
            return (project, edit);
        }
        let edit = start::beginning(&project, stamp);
        (project, edit)
    }

    /// The names that stand for the template: its operations and their aliases.
    fn names(&self) -> Vec<String> {
        let stamp = &mut Stamp::new(jiff::Timestamp::UNIX_EPOCH, Default::default(), 0);
        let (project, _) = self.begin(ProjectId::default(), "", "", stamp);
        let names =
            project.operations.iter().flat_map(|(_, operation)| operation.names().map(str::to_lowercase));
        names.collect()
    }
}

/// The template whose operations most of some texts name, if any names one.
pub fn proposed<'a>(texts: impl Iterator<Item = &'a str>) -> Option<&'static Template> {
    let named: Vec<(&Template, Vec<String>)> =
        TEMPLATES.iter().map(|template| (template, template.names())).collect();
    let mut counts = [0_usize; TEMPLATES.len()];
    for text in texts {
        let text = text.to_lowercase();
        for (count, (_, names)) in counts.iter_mut().zip(&named) {
            *count += usize::from(names.iter().any(|name| stands_in(&text, name)));
        }
    }
    let (most, count) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    (*count > 0).then_some(&TEMPLATES[most])
}

/// Whether `name` stands in `text` as words of its own.
fn stands_in(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        !is_letter(text[..at].chars().next_back()) && !is_letter(text[at + name.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tollbook_core::model::{Change, SideKind};

    fn begun(template: &Template) -> (Project, Edit) {
        let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, Default::default(), 1);
        template.begin(ProjectId(uuid::Uuid::from_u128(5)), "P", "Ada", &mut stamp)
    }

    #[test]
    fn every_template_begins_a_project_with_all_of_its_rows_in_one_edit() {
        for template in &TEMPLATES {
            assert_ne!(template.about().description, "", "{}", template.name);
            let (project, edit) = begun(template);
            assert!(edit.changes.iter().all(Change::adds));
            let mut again = Project::default();
            again.apply(&edit).unwrap();
            assert_eq!(again, project);
            assert!(project.recorded_sides().next().is_some(), "{}", template.name);
            let rows: usize = template.files.iter().map(|(_, text)| text.lines().count() - 1).sum();
            let (blank, _) = start::begin(
                ProjectId(uuid::Uuid::from_u128(5)),
                "P",
                "Ada",
                &mut Stamp::new(jiff::Timestamp::UNIX_EPOCH, Default::default(), 1),
            );
            let added = project.entries.len() - blank.entries.len() + project.operations.len();
            let civilians = usize::from(template.files[0].1.contains("side,Civilians"));
            assert_eq!(added, rows - civilians, "{}: every row is taken", template.name);
        }
    }

    #[test]
    fn the_template_of_operations_is_proposed_where_articles_name_them() {
        let name = |texts: &[&str]| proposed(texts.iter().copied()).map(|template| template.name);
        assert_eq!(name(&["A soldier of Operation Barkhane died.", "Rain."]), Some("french-operations"));
        assert_eq!(name(&["Barkhaneland is no operation."]), None);
        assert_eq!(name(&[]), None);
        let (project, _) = begun(Template::named("french-operations").unwrap());
        let barkhane = project.operation_named("barkhane").unwrap();
        let follows = project.operations.get(barkhane).unwrap().follows;
        assert_eq!(project.operation_name(follows), "Serval");
        let side = project.entries.get(project.recorded_side().unwrap()).unwrap();
        assert_eq!((side.country.as_str(), side.kind), ("France", Some(SideKind::StateForces)));
    }
}
