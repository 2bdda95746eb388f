//! News in XML: NITF, in which papers and agencies hand over their archives, and corpora of news with elements of their
//! own. Their text is read as that of a page; what they state about it stands in other elements.

use dom_query::Document as Dom;

use super::metadata::tidy;

/// What such a file states.
#[derive(Debug, Default)]
pub(super) struct NewsXml {
    pub title: Option<String>,
    pub date: Option<String>,
    pub source: Option<String>,
}

/// What the elements of news state, where there are any.
pub(super) fn stated(dom: &Dom) -> NewsXml {
    if dom.select("nitf, newsitem").nodes().is_empty() {
        return NewsXml::default();
    }
    let attribute = |selector: &str, name: &str| {
        let found = dom.select(selector);
        let value = found.nodes().iter().find_map(|node| node.attr(name));
        value.map(|value| tidy(&value)).filter(|value| !value.is_empty())
    };
    let text = |selector: &str| {
        let found = dom.select(selector);
        found.nodes().iter().map(|node| tidy(&node.text())).find(|text| !text.is_empty() && text.len() < 400)
    };
    // Names with a point in them are no selectors.
    let named = |name: &str, attribute: &str| {
        let docdata = dom.select("docdata *, dc, meta");
        let node = docdata.nodes().iter().find(|node| node.has_name(name))?.attr(attribute);
        node.map(|value| tidy(&value)).filter(|value| !value.is_empty())
    };
    let dc = |elements: &[&str]| {
        let found = dom.select("dc[element][value]");
        let nodes = found.nodes();
        let of = |element: &&str| nodes.iter().find(|node| node.attr("element").as_deref() == Some(*element));
        elements.iter().find_map(of).and_then(|node| node.attr("value")).map(|value| tidy(&value))
    };
    NewsXml {
        title: text("hl1")
            .or_else(|| text("hedline"))
            .or_else(|| text("newsitem > headline, contentmeta > headline")),
        date: attribute("pubdata", "date.publication")
            .or_else(|| named("date.issue", "norm"))
            .or_else(|| dc(&["dc.date.published"]))
            .or_else(|| attribute("newsitem", "date"))
            // NewsML-G2.
            .or_else(|| text("contentcreated"))
            .or_else(|| text("firstcreated"))
            .or_else(|| text("versioncreated")),
        source: attribute("pubdata", "name")
            .or_else(|| named("doc.copyright", "holder"))
            .or_else(|| dc(&["dc.source", "dc.publisher"]))
            .or_else(|| attribute("itemmeta provider", "literal"))
            .or_else(|| text("itemmeta provider name")),
    }
}
