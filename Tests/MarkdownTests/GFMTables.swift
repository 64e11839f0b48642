// The examples of section 4.10, "Tables (extension)", of the GitHub Flavored Markdown Spec, version 0.29-gfm, and some of
// cmark-gfm's test/extensions.txt, by John MacFarlane, GitHub and Yuki Izumi, licensed under CC-BY-SA 4.0
// (https://creativecommons.org/licenses/by-sa/4.0/). Changed: kept as Swift strings, one example each.

import Testing

struct GFMExample: CustomTestStringConvertible, Sendable {
    let name: String
    let markdown: String
    let html: String

    var testDescription: String { name }

    /// All eight of the specification.
    static let specification = [
        GFMExample(
            name: "198",
            markdown: """
                | foo | bar |
                | --- | --- |
                | baz | bim |

                """,
            html: """
                <table>
                <thead>
                <tr>
                <th>foo</th>
                <th>bar</th>
                </tr>
                </thead>
                <tbody>
                <tr>
                <td>baz</td>
                <td>bim</td>
                </tr>
                </tbody>
                </table>

                """),
        GFMExample(
            name: "199",
            markdown: """
                | abc | defghi |
                :-: | -----------:
                bar | baz

                """,
            html: """
                <table>
                <thead>
                <tr>
                <th align="center">abc</th>
                <th align="right">defghi</th>
                </tr>
                </thead>
                <tbody>
                <tr>
                <td align="center">bar</td>
                <td align="right">baz</td>
                </tr>
                </tbody>
                </table>

                """),
        GFMExample(
            name: "200",
            markdown: #"""
                | f\|oo  |
                | ------ |
                | b `\|` az |
                | b **\|** im |

                """#,
            html: """
                <table>
                <thead>
                <tr>
                <th>f|oo</th>
                </tr>
                </thead>
                <tbody>
                <tr>
                <td>b <code>|</code> az</td>
                </tr>
                <tr>
                <td>b <strong>|</strong> im</td>
                </tr>
                </tbody>
                </table>

                """),
        GFMExample(
            name: "201",
            markdown: """
                | abc | def |
                | --- | --- |
                | bar | baz |
                > bar

                """,
            html: """
                <table>
                <thead>
                <tr>
                <th>abc</th>
                <th>def</th>
                </tr>
                </thead>
                <tbody>
                <tr>
                <td>bar</td>
                <td>baz</td>
                </tr>
                </tbody>
                </table>
                <blockquote>
                <p>bar</p>
                </blockquote>

                """),
        GFMExample(
            name: "202",
            markdown: """
                | abc | def |
                | --- | --- |
                | bar | baz |
                bar

                bar

                """,
            html: """
                <table>
                <thead>
                <tr>
                <th>abc</th>
                <th>def</th>
                </tr>
                </thead>
                <tbody>
                <tr>
                <td>bar</td>
                <td>baz</td>
                </tr>
                <tr>
                <td>bar</td>
                <td></td>
                </tr>
                </tbody>
                </table>
                <p>bar</p>

                """),
        GFMExample(
            name: "203",
            markdown: """
                | abc | def |
                | --- |
                | bar |

                """,
            html: """
                <p>| abc | def |
                | --- |
                | bar |</p>

                """),
        GFMExample(
            name: "204",
            markdown: """
                | abc | def |
                | --- | --- |
                | bar |
                | bar | baz | boo |

                """,
            html: """
                <table>
                <thead>
                <tr>
                <th>abc</th>
                <th>def</th>
                </tr>
                </thead>
                <tbody>
                <tr>
                <td>bar</td>
                <td></td>
                </tr>
                <tr>
                <td>bar</td>
                <td>baz</td>
                </tr>
                </tbody>
                </table>

                """),
        GFMExample(
            name: "205",
            markdown: """
                | abc | def |
                | --- | --- |

                """,
            html: """
                <table>
                <thead>
                <tr>
                <th>abc</th>
                <th>def</th>
                </tr>
                </thead>
                </table>

                """),
    ]

    static let extensions = [
        GFMExample(
            name: "what is and what is not a table",
            markdown: """
                | Not enough table | to be considered table |

                | Not enough table | to be considered table |
                | Not enough table | to be considered table |

                | Just enough table | to be considered table |
                | ----------------- | ---------------------- |

                | ---- | --- |

                |x|
                |-|

                | xyz |
                | --- |

                """,
            html: """
                <p>| Not enough table | to be considered table |</p>
                <p>| Not enough table | to be considered table |
                | Not enough table | to be considered table |</p>
                <table>
                <thead>
                <tr>
                <th>Just enough table</th>
                <th>to be considered table</th>
                </tr>
                </thead>
                </table>
                <p>| ---- | --- |</p>
                <table>
                <thead>
                <tr>
                <th>x</th>
                </tr>
                </thead>
                </table>
                <table>
                <thead>
                <tr>
                <th>xyz</th>
                </tr>
                </thead>
                </table>

                """),
        GFMExample(
            name: "inlines work in cells, blocks do not",
            markdown: """
                Hello!

                | _abc_ | セン |
                | ----- | ---- |
                | 1. Block elements inside cells don't work. | |
                | But _**inline elements do**_. | x |

                Hi!

                """,
            html: """
                <p>Hello!</p>
                <table>
                <thead>
                <tr>
                <th><em>abc</em></th>
                <th>セン</th>
                </tr>
                </thead>
                <tbody>
                <tr>
                <td>1. Block elements inside cells don't work.</td>
                <td></td>
                </tr>
                <tr>
                <td>But <em><strong>inline elements do</strong></em>.</td>
                <td>x</td>
                </tr>
                </tbody>
                </table>
                <p>Hi!</p>

                """),
        GFMExample(
            name: "header and delimiter row must match",
            markdown: """
                | a | b | c |
                | --- | --- |
                | this | isn't | okay |

                """,
            html: """
                <p>| a | b | c |
                | --- | --- |
                | this | isn't | okay |</p>

                """),
        GFMExample(
            name: "ragged rows",
            markdown: """
                | a | b | c |
                | --- | --- | ---
                | x
                | a | b
                | 1 | 2 | 3 | 4 | 5 |

                """,
            html: """
                <table>
                <thead>
                <tr>
                <th>a</th>
                <th>b</th>
                <th>c</th>
                </tr>
                </thead>
                <tbody>
                <tr>
                <td>x</td>
                <td></td>
                <td></td>
                </tr>
                <tr>
                <td>a</td>
                <td>b</td>
                <td></td>
                </tr>
                <tr>
                <td>1</td>
                <td>2</td>
                <td>3</td>
                </tr>
                </tbody>
                </table>

                """),
        GFMExample(
            name: "embedded pipes",
            markdown: #"""
                | a | b |
                | --- | --- |
                | Escaped pipes are \|okay\|. | Like \| this. |
                | Within `\|code\| is okay` too. |
                | _**`c\|`**_ \| complex
                | don't **\_reparse\_**

                """#,
            html: """
                <table>
                <thead>
                <tr>
                <th>a</th>
                <th>b</th>
                </tr>
                </thead>
                <tbody>
                <tr>
                <td>Escaped pipes are |okay|.</td>
                <td>Like | this.</td>
                </tr>
                <tr>
                <td>Within <code>|code| is okay</code> too.</td>
                <td></td>
                </tr>
                <tr>
                <td><em><strong><code>c|</code></strong></em> | complex</td>
                <td></td>
                </tr>
                <tr>
                <td>don't <strong>_reparse_</strong></td>
                <td></td>
                </tr>
                </tbody>
                </table>

                """),
        GFMExample(
            name: "oddly formatted markers",
            markdown: """
                | a |
                --- |

                """,
            html: """
                <table>
                <thead>
                <tr>
                <th>a</th>
                </tr>
                </thead>
                </table>

                """),
        GFMExample(
            name: "escaping",
            markdown: #"""
                | a | b |
                | --- | --- |
                | \\ | `\\` |
                | \\\\ | `\\\\` |
                | \_ | `\_` |
                | \| | `\|` |
                | \a | `\a` |

                \\ `\\`

                """#,
            html: #"""
                <table>
                <thead>
                <tr>
                <th>a</th>
                <th>b</th>
                </tr>
                </thead>
                <tbody>
                <tr>
                <td>\</td>
                <td><code>\\</code></td>
                </tr>
                <tr>
                <td>\\</td>
                <td><code>\\\\</code></td>
                </tr>
                <tr>
                <td>_</td>
                <td><code>\_</code></td>
                </tr>
                <tr>
                <td>|</td>
                <td><code>|</code></td>
                </tr>
                <tr>
                <td>\a</td>
                <td><code>\a</code></td>
                </tr>
                </tbody>
                </table>
                <p>\ <code>\\</code></p>

                """#),
        GFMExample(
            name: "links by reference",
            markdown: """
                | Here's a link to [Freedom Planet 2][] in a table header. |
                | --- |
                | Here's a link to [Freedom Planet 2][] in a table row. |

                [Freedom Planet 2]: http://www.freedomplanet2.com/

                """,
            html: """
                <table>
                <thead>
                <tr>
                <th>Here's a link to <a href="http://www.freedomplanet2.com/">Freedom Planet 2</a> in a table header.</th>
                </tr>
                </thead>
                <tbody>
                <tr>
                <td>Here's a link to <a href="http://www.freedomplanet2.com/">Freedom Planet 2</a> in a table row.</td>
                </tr>
                </tbody>
                </table>

                """),
        GFMExample(
            name: "sequential cells",
            markdown: """
                | a | b | c |
                | --- | --- | --- |
                | d || e |

                """,
            html: """
                <table>
                <thead>
                <tr>
                <th>a</th>
                <th>b</th>
                <th>c</th>
                </tr>
                </thead>
                <tbody>
                <tr>
                <td>d</td>
                <td></td>
                <td>e</td>
                </tr>
                </tbody>
                </table>

                """),
        GFMExample(
            name: "emphasis against the bars",
            markdown: """
                | a | b |
                | --- | --- |
                |***(a)***|

                """,
            html: """
                <table>
                <thead>
                <tr>
                <th>a</th>
                <th>b</th>
                </tr>
                </thead>
                <tbody>
                <tr>
                <td><em><strong>(a)</strong></em></td>
                <td></td>
                </tr>
                </tbody>
                </table>

                """),
        GFMExample(
            name: "after a paragraph without a blank line",
            markdown: """
                123
                456
                | a | b |
                | ---| --- |
                d | e

                """,
            html: """
                <p>123
                456</p>
                <table>
                <thead>
                <tr>
                <th>a</th>
                <th>b</th>
                </tr>
                </thead>
                <tbody>
                <tr>
                <td>d</td>
                <td>e</td>
                </tr>
                </tbody>
                </table>

                """),
    ]
}
