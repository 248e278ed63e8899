//! Words by which recommendations are told, and who is meant by them.

/// Titles of sections whose items or sentences are what is to be done.
pub(in super::super) const RECOMMENDATIONS: &[&str] = &["recommendation", "recomendacion", "recomendacao", "recomendacoes"];

/// What stands before the word where a title is not that of recommendations, but of something about them: prepositions, articles left out.
pub(in super::super) const ABOUT: &[&str] =
    &["of", "to", "on", "for", "with", "about", "de", "del", "da", "das", "dos", "do", "sobre", "a", "as", "para", "con", "com"];

/// What a title begins with that says who is meant.
pub(in super::super) const ADDRESSING: &[&str] = &["to ", "for the ", "al ", "a la ", "a las ", "a los ", "para ", "ao ", "aos "];

/// What may stand between such a word and `recommendations`.
pub(in super::super) const ARTICLES: &[&str] = &["the", "las", "los", "la", "its", "our", "sus", "suas", "nuestras"];

/// What a title names beside the recommendations where other things stand below it as well.
pub(in super::super) const BESIDE: &[&str] =
    &["findings", "conclusions", "conclusion", "hallazgos", "conclusiones", "achados", "conclusoes", "conclusao"];

/// Titles that begin so are recommendations all the same: `Summary of recommendations`.
pub(in super::super) const GATHERED: &[&str] = &[
    "summary", "list", "table", "set", "matrix", "overview", "resumen", "lista", "cuadro", "tabla", "sintesis", "matriz", "resumo",
    "quadro", "tabela", "sintese",
];

/// Other names of those that recommendations are addressed to, by the ids of the interface's own words for them.
pub(in super::super) const ACTORS: &[(&str, &[&str])] = &[
    (
        "states",
        &[
            "the state",
            "state parties",
            "states parties",
            "the government",
            "governments",
            "el estado",
            "al estado",
            "estado parte",
            "estados partes",
            "el gobierno",
            "al gobierno",
            "gobiernos",
            "o estado",
            "ao estado",
            "o governo",
            "ao governo",
            "governos",
        ],
    ),
    (
        "civil-society",
        &[
            "ngo",
            "ngos",
            "non-governmental organisations",
            "non-governmental organizations",
            "ong",
            "ongs",
            "organizaciones no gubernamentales",
            "organizações não governamentais",
        ],
    ),
    ("academia", &["universities", "researchers", "universidades", "la academia", "a academia"]),
    (
        "international-cooperation",
        &["donors", "international community", "donantes", "comunidad internacional", "doadores", "comunidade internacional"],
    ),
    ("companies", &["businesses", "private sector", "employers", "sector privado", "empleadores", "setor privado", "empregadores"]),
];

/// What stands in a sentence that recommends something, where a section has other sentences as well.
pub(in super::super) const URGES: &[&str] = &[
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
    "solicita",
    "exort",
    "e necessari",
    "e fundamental",
    "sugere",
];
