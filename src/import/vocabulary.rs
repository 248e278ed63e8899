//! Words by which parts of a report are told, in English, Spanish and Portuguese, folded. Nothing here is ever shown.

/// Titles of printed contents lists, as [`super::line::key`] makes them.
pub(super) const CONTENTS: &[&str] = &[
    "contents",
    "tableofcontents",
    "tablecontents",
    "listofcontents",
    "indice",
    "indicegeneral",
    "indicedecontenido",
    "indicedecontenidos",
    "contenido",
    "contenidos",
    "tabladecontenido",
    "tabladecontenidos",
    "sumario",
    "conteudo",
    "conteudos",
    "tabeladeconteudo",
    "tabeladeconteudos",
    "indicedeconteudos",
    "listoftables",
    "listoffigures",
    "tablesandfigures",
    "listoftablesandfigures",
    "listoffiguresandtables",
    "indicedetablas",
    "indicedecuadros",
    "indicedefiguras",
    "indicedegraficos",
    "listadetablas",
    "listadefiguras",
    "listadetabelas",
    "listadequadros",
    "indicedetabelas",
];

/// Titles of chapters that every other report has: beginnings of folded titles.
pub(super) const CHAPTERS: &[&str] = &[
    "introduction",
    "introduccion",
    "introducao",
    "conclusion",
    "conclusao",
    "conclusoes",
    "recommendation",
    "recomendacion",
    "recomendacoes",
    "recomendacao",
    "executive summary",
    "summary",
    "resumen",
    "resumo",
    "sumario ejecutivo",
    "sumario executivo",
    "acknowledg",
    "agradecimiento",
    "agradecimento",
    "foreword",
    "preface",
    "prologo",
    "prefacio",
    "presentacion",
    "apresentacao",
    "abstract",
    "methodology",
    "metodologia",
    "references",
    "referencias",
    "bibliograf",
    "bibliography",
    "works cited",
    "annex",
    "anexo",
    "appendix",
    "appendices",
    "apendice",
    "glossary",
    "glosario",
    "glossario",
    "abbreviations",
    "acronyms",
    "siglas",
    "abreviaturas",
    "acronimos",
    "final remarks",
    "consideraciones finales",
    "consideracoes finales",
    "consideracoes finais",
    "reflexiones finales",
    "about the author",
    "about this report",
    "notes",
    "endnotes",
    "notas",
    "chapter",
    "capitulo",
    "part ",
    "parte ",
    "final reflections",
    "way forward",
];

/// Titles of sections that say how a report came about.
pub(super) const IMPRINTS: &[&str] =
    &["acknowledg", "agradec", "foreword", "preface", "prologo", "prefacio", "about th", "credits", "creditos", "imprint", "copyright"];

/// Titles of sections whose items or sentences are what is to be done.
pub(super) const RECOMMENDATIONS: &[&str] = &["recommendation", "recomendacion", "recomendacao", "recomendacoes"];

/// What stands before the word where a title is not that of recommendations, but of something about them: prepositions, articles left out.
pub(super) const ABOUT: &[&str] =
    &["of", "to", "on", "for", "with", "about", "de", "del", "da", "das", "dos", "do", "sobre", "a", "as", "para", "con", "com"];

/// Titles that begin so are recommendations all the same: `Summary of recommendations`.
pub(super) const GATHERED: &[&str] = &[
    "summary", "list", "table", "set", "matrix", "overview", "resumen", "lista", "cuadro", "tabla", "sintesis", "matriz", "resumo",
    "quadro", "tabela", "sintese",
];

/// What stands in a sentence that recommends something, where a section has other sentences as well.
pub(super) const URGES: &[&str] = &[
    "should",
    "must",
    "shall",
    "ought",
    "recommend",
    "urge",
    "call on",
    "calls on",
    "call upon",
    "calls upon",
    "need to",
    "needs to",
    "is needed",
    "are needed",
    "it is necessary",
    "it is essential",
    "debe ",
    "deben ",
    "debera",
    "deberia",
    "recomiend",
    "recomend",
    "insta ",
    "instamos",
    "exhort",
    "es necesari",
    "es indispensable",
    "es fundamental",
    "se sugiere",
    "deve ",
    "devem ",
    "deveria",
    "devera",
    "recomenda",
    "solicita",
    "exort",
    "e necessari",
    "e fundamental",
    "sugere",
];

/// Titles of sections that are made of footnotes.
pub(super) const NOTES: &[&str] =
    &["notes", "endnotes", "footnotes", "notas", "notasfinales", "notasalpie", "notasalpiedepagina", "notasfinais", "notasderodape"];

/// What footnotes begin with that refer to others: many are the same. Their letters, without what stands between.
pub(super) const CITED: &[&str] =
    &["ibid", "ibidem", "idem", "opcit", "loccit", "supra", "infra", "vease", "véase", "veja", "seeabove", "seenote", "vernota"];

/// What captions of tables and figures begin with.
pub(super) const CAPTIONS: &[&str] = &[
    "figure",
    "fig.",
    "table",
    "box",
    "graph",
    "chart",
    "map",
    "figura",
    "tabla",
    "cuadro",
    "recuadro",
    "grafico",
    "mapa",
    "tabela",
    "quadro",
    "caixa",
    "ilustracion",
    "imagen",
    "imagem",
    "photo",
    "foto",
];

/// Words that no sentence ends with.
pub(super) const LINKING: &[&str] = &[
    "a", "an", "the", "and", "or", "of", "in", "on", "at", "to", "for", "from", "with", "by", "as", "that", "which", "who", "whose", "is",
    "are", "was", "were", "be", "been", "has", "have", "had", "their", "its", "his", "her", "this", "these", "those", "not", "than", "but",
    "such", "between", "into", "about", "more", "most", "will", "would", "can", "could", "should", "may", "el", "la", "los", "las", "un",
    "una", "unos", "unas", "y", "e", "o", "u", "de", "del", "al", "en", "con", "por", "para", "que", "se", "su", "sus", "lo", "como", "es",
    "son", "fue", "fueron", "ha", "han", "no", "sin", "sobre", "entre", "este", "esta", "estos", "estas", "os", "as", "um", "uma", "do",
    "da", "dos", "das", "em", "no", "na", "nos", "nas", "ao", "aos", "com", "pelo", "pela", "pelos", "pelas", "ou", "seu", "sua", "seus",
    "suas", "foi", "foram", "tem", "sem", "mais", "muy", "muito", "mas", "if", "se", "y/o", "and/or", "e/ou",
];

/// What stands beside a page's number.
pub(super) const PAGE: &[&str] = &["page", "pagina", "pag", "p", "pg", "of", "de"];

/// Names of months and what a date may have beside them.
pub(super) const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "setiembre",
    "octubre",
    "noviembre",
    "diciembre",
    "janeiro",
    "fevereiro",
    "marco",
    "maio",
    "junho",
    "julho",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
];

/// What makes a number larger, with how many zeros.
pub(super) const SCALES: &[(&str, f64)] = &[
    ("thousand", 1e3),
    ("million", 1e6),
    ("millions", 1e6),
    ("billion", 1e9),
    ("billions", 1e9),
    ("mil", 1e3),
    ("millon", 1e6),
    ("millones", 1e6),
    ("milhao", 1e6),
    ("milhoes", 1e6),
    ("bilhao", 1e9),
    ("bilhoes", 1e9),
];

/// What says `percent`.
pub(super) const PERCENT: &[&str] = &["percent", "per cent", "por ciento", "por cento"];

/// What says that a number is not exact, before it.
pub(super) const QUALIFIERS: &[&str] = &[
    "more than",
    "less than",
    "fewer than",
    "at least",
    "at most",
    "up to",
    "almost",
    "nearly",
    "around",
    "about",
    "approximately",
    "over",
    "close to",
    "roughly",
    "mas de",
    "menos de",
    "al menos",
    "por lo menos",
    "hasta",
    "casi",
    "cerca de",
    "alrededor de",
    "aproximadamente",
    "unos",
    "unas",
    "mais de",
    "pelo menos",
    "ao menos",
    "ate",
    "quase",
    "em torno de",
];

/// What makes the number behind it a name: of a law, a decree, a page …
pub(super) const NAMING: &[&str] = &[
    "law",
    "decree",
    "act",
    "article",
    "art",
    "arts",
    "no",
    "nr",
    "number",
    "resolution",
    "section",
    "chapter",
    "page",
    "p",
    "pp",
    "table",
    "figure",
    "box",
    "vol",
    "covid",
    "convention",
    "protocol",
    "goal",
    "sdg",
    "target",
    "ley",
    "decreto",
    "articulo",
    "numero",
    "resolucion",
    "seccion",
    "capitulo",
    "pagina",
    "pag",
    "tabla",
    "figura",
    "cuadro",
    "grafico",
    "convenio",
    "meta",
    "ods",
    "lei",
    "artigo",
    "resolucao",
    "secao",
    "tabela",
    "quadro",
    "convencao",
    "isbn",
    "issn",
    "tel",
    "fax",
    "phase",
    "fase",
    "item",
    "annex",
    "anexo",
    "agenda",
];

/// What stands before the name of whoever wrote a report.
pub(super) const BY: &[&str] = &[
    "was prepared by",
    "was written by",
    "prepared by",
    "written by",
    "authored by",
    "authors:",
    "author:",
    "author(s):",
    "text by",
    "research by",
    "fue elaborado por",
    "fue escrito por",
    "elaborado por",
    "escrito por",
    "autora:",
    "autor:",
    "autoras:",
    "autores:",
    "autoria:",
    "redaccion:",
    "preparado por",
    "foi elaborado por",
    "foi escrito por",
    "texto:",
    "by ",
];

/// What stands before the name of whoever published it.
pub(super) const PUBLISHED: &[&str] =
    &["published by", "publisher:", "publicado por", "editado por", "editorial:", "publicacao:", "editora:"];

/// Whether a folded title begins with one of these.
pub(super) fn begins(folded: &str, with: &[&str]) -> bool {
    with.iter().any(|word| folded.starts_with(word))
}

/// Common words by which a text's language is told.
pub(super) const COMMON: [&[&str]; 3] = [
    &["the", "and", "of", "to", "in", "that", "with", "for", "is", "are", "from", "by"],
    &["el", "los", "las", "del", "una", "y", "con", "en", "por", "que", "la", "es"],
    &["o", "os", "as", "do", "da", "uma", "e", "com", "em", "por", "que", "dos", "não", "são"],
];
