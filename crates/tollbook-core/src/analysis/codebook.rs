//! The codebook as a tree: in which order the codes stand, and what stands beneath each.

use std::collections::{HashMap, HashSet};

use crate::model::{ClaimType, Code, CodeId, Project};

/// A code at its place in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// The code.
    pub id: CodeId,
    /// How many codes stand above it.
    pub depth: usize,
    /// It and every code beneath it, in order.
    pub with_those_beneath: Vec<CodeId>,
}

/// Every code, each before those beneath it. Those that claim come first, in the order of their claim types;
/// then the others by key and by name.
pub fn tree(project: &Project) -> Vec<Branch> {
    let mut beneath: HashMap<Option<CodeId>, Vec<(CodeId, &Code)>> = HashMap::new();
    for (id, code) in project.codes.iter() {
        beneath.entry(code.parent).or_default().push((id, code));
    }
    for codes in beneath.values_mut() {
        codes.sort_by(|(_, a), (_, b)| {
            let marks = a.claim.is_none().cmp(&b.claim.is_none()).then(a.claim.cmp(&b.claim));
            let keys = a.key.is_empty().cmp(&b.key.is_empty()).then_with(|| a.key.cmp(&b.key));
            marks.then(keys).then_with(|| a.name.to_lowercase().cmp(&b.name.to_lowercase()))
        });
    }
    let mut branches = Vec::new();
    grow(&beneath, None, 0, &mut branches);
    branches
}

/// Adds the codes beneath `above`, each with its own; answers all that were added.
fn grow(
    beneath: &HashMap<Option<CodeId>, Vec<(CodeId, &Code)>>,
    above: Option<CodeId>,
    depth: usize,
    branches: &mut Vec<Branch>,
) -> Vec<CodeId> {
    let mut added = Vec::new();
    for &(id, _) in beneath.get(&above).into_iter().flatten() {
        let place = branches.len();
        branches.push(Branch { id, depth, with_those_beneath: vec![id] });
        let own = grow(beneath, Some(id), depth + 1, branches);
        added.push(id);
        added.extend(&own);
        branches[place].with_those_beneath.extend(own);
    }
    added
}

/// Whether `code` is `above`, or stands somewhere beneath it: then `above` cannot go beneath it.
pub fn stands_beneath(project: &Project, code: CodeId, above: CodeId) -> bool {
    let mut seen = HashSet::new();
    let mut at = Some(code);
    while let Some(id) = at.filter(|id| seen.insert(*id)) {
        if id == above {
            return true;
        }
        at = project.codes.get(id).and_then(|code| code.parent);
    }
    false
}

/// What a code claims, if no other code claims the same: without it that claim could not be made.
pub fn claims_alone(project: &Project, code: CodeId) -> Option<ClaimType> {
    let mark = project.codes.get(code)?.claim?;
    let another = project.codes.iter().any(|(id, other)| id != code && other.claim == Some(mark));
    (!another).then_some(mark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::fixture::Story;
    use crate::model::{Draft, Project, start::code_id};

    fn nest(project: &mut Project, story: &mut Story, child: &str, parent: &str) {
        let base = project.clone();
        let mut draft = Draft::new(&base, &mut story.stamp);
        let parent = code_id(base.id(), parent);
        draft.update::<Code>(code_id(base.id(), child), |code| code.parent = Some(parent));
        project.apply(&draft.finish("Nest").unwrap()).unwrap();
    }

    #[test]
    fn codes_stand_beneath_those_above_them() {
        let mut story = Story::begin();
        let mut project = story.project.clone();
        nest(&mut project, &mut story, "unit", "person");
        nest(&mut project, &mut story, "person", "place");
        let code = |name: &str| code_id(project.id(), name);
        let name = |id: CodeId| project.codes.get(id).unwrap().name.as_str();
        let tree = tree(&project);
        assert_eq!(tree.len(), project.codes.len());
        let shown: Vec<(usize, &str)> = tree.iter().map(|branch| (branch.depth, name(branch.id))).collect();
        assert_eq!(shown[0], (0, "killed"), "those that claim come first");
        assert_eq!(shown[9..12], [(0, "place"), (1, "person"), (2, "unit")]);
        assert_eq!(tree[9].with_those_beneath, [code("place"), code("person"), code("unit")]);
        assert!(stands_beneath(&project, code("unit"), code("place")));
        assert!(stands_beneath(&project, code("unit"), code("unit")));
        assert!(!stands_beneath(&project, code("place"), code("unit")));
        assert_eq!(claims_alone(&project, code("killed")), Some(ClaimType::Killed));
        assert_eq!(claims_alone(&project, code("unit")), None);
    }
}
