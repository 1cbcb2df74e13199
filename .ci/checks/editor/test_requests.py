"""Every request and capability, with the client of pytest-lsp, which checks the answers against the protocol."""

import os
import shutil
from pathlib import Path

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

ROOT = Path(__file__).resolve().parents[3]
TEXT = """\
version: 1
servers:
  primary:
    serverName: smtp.example.com
    priority: High
  bulk: { serverName: "bulk.example.com" } # 😀 {é}
global: { defaultServer: primary, servers: [bulk] }
sites:
  shop: { servers: [nothing] } # é
"""
TEST = "version: 1\nconfiguration: smtpconf.yaml\ntests:\n  - { site: shop, expect: { server: bulk } }\n"
ENCODINGS = [types.PositionEncodingKind.Utf8, types.PositionEncodingKind.Utf16]


@pytest_lsp.fixture(
    params=ENCODINGS, config=ClientServerConfig(server_command=[os.environ.get("SMTPCONF_PROGRAM", ""), "lsp"])
)
async def client(request, lsp_client: LanguageClient, tmp_path):
    """A client that prefers an encoding, with a configuration and a test file."""
    capabilities = client_capabilities("visual-studio-code")
    capabilities.general.position_encodings = [request.param]
    capabilities.text_document.diagnostic = types.DiagnosticClientCapabilities(related_document_support=True)
    lsp_client.registered = []

    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def register(parameters: types.RegistrationParams):
        lsp_client.registered += [one.method for one in parameters.registrations]

    (tmp_path / "smtpconf.yaml").write_text(TEXT)
    (tmp_path / "smtpconf.test.yaml").write_text(TEST)
    parameters = types.InitializeParams(capabilities=capabilities, root_uri=tmp_path.as_uri())
    lsp_client.folder = tmp_path
    lsp_client.encoding = request.param
    lsp_client.started = await lsp_client.initialize_session(parameters)
    for name, text in (("smtpconf.yaml", TEXT), ("smtpconf.test.yaml", TEST)):
        uri = (tmp_path / name).as_uri()
        document = types.TextDocumentItem(uri=uri, language_id="yaml", version=1, text=text)
        lsp_client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=document))
    yield
    await lsp_client.shutdown_session()


def document(client, name="smtpconf.yaml"):
    """A file of the client's folder."""
    return types.TextDocumentIdentifier(uri=(client.folder / name).as_uri())


def where(client, mark, text=TEXT):
    """The position of the second character of a piece of text."""
    before = text[: text.index(mark) + 1]
    line = before.rpartition("\n")[2]
    utf8 = client.encoding == types.PositionEncodingKind.Utf8
    width = len(line.encode()) if utf8 else len(line.encode("utf-16-le")) // 2
    return types.Position(line=before.count("\n"), character=width)


def place(client, mark):
    """The parameters of a request about a place."""
    return {"text_document": document(client), "position": where(client, mark)}


@pytest.mark.asyncio
async def test_capabilities(client: LanguageClient):
    """The encoding that the client prefers, and diagnostics on demand because the client can."""
    result = client.started.capabilities
    assert result.position_encoding == client.encoding
    assert result.diagnostic_provider.inter_file_dependencies
    assert result.text_document_sync.change == types.TextDocumentSyncKind.Full


@pytest.mark.asyncio
async def test_diagnostics(client: LanguageClient):
    """A document, and the workspace."""
    parameters = types.DocumentDiagnosticParams(text_document=document(client))
    report = await client.text_document_diagnostic_async(parameters)
    assert [item.code for item in report.items] == ["undefined-server"]
    assert report.items[0].range.start == types.Position(line=8, character=20)
    again = types.DocumentDiagnosticParams(text_document=document(client), previous_result_id=report.result_id)
    assert (await client.text_document_diagnostic_async(again)).kind == "unchanged"
    everything = await client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams(previous_result_ids=[]))
    assert len(everything.items) == 2
    assert client.registered == ["workspace/didChangeWatchedFiles"]
    assert not client.diagnostics, "what is asked for is not sent unasked"


@pytest.mark.asyncio
async def test_code_actions(client: LanguageClient):
    """The missing server can be declared."""
    here = where(client, "nothing")
    parameters = types.CodeActionParams(
        text_document=document(client),
        range=types.Range(start=here, end=here),
        context=types.CodeActionContext(diagnostics=[]),
    )
    actions = await client.text_document_code_action_async(parameters)
    assert [action.title for action in actions] == ["Declare `nothing`"]


@pytest.mark.asyncio
async def test_completion(client: LanguageClient):
    """Keys of a server."""
    result = await client.text_document_completion_async(types.CompletionParams(**place(client, "priority")))
    labels = [item.label for item in result.items]
    assert "useSSL" in labels and "serverName" not in labels


@pytest.mark.asyncio
async def test_hover(client: LanguageClient):
    """A site and its chain."""
    result = await client.text_document_hover_async(types.HoverParams(**place(client, "shop")))
    assert "shop" in result.contents.value


@pytest.mark.asyncio
async def test_navigation(client: LanguageClient):
    """The definition, the references and the highlights of a server."""
    parameters = place(client, "[bulk") | {"position": where(client, "bulk]")}
    definition = await client.text_document_definition_async(types.DefinitionParams(**parameters))
    assert [one.range.start for one in definition] == [types.Position(line=5, character=2)]
    context = types.ReferenceContext(include_declaration=True)
    references = await client.text_document_references_async(types.ReferenceParams(**parameters, context=context))
    assert len(references) == 3
    highlights = await client.text_document_document_highlight_async(types.DocumentHighlightParams(**parameters))
    assert len(highlights) == 2


@pytest.mark.asyncio
async def test_rename(client: LanguageClient):
    """A site in both files, also after characters of several bytes; a name that exists is refused."""
    target = await client.text_document_prepare_rename_async(types.PrepareRenameParams(**place(client, "shop")))
    assert target.placeholder == "shop"
    edit = await client.text_document_rename_async(types.RenameParams(**place(client, "shop"), new_name="store"))
    files = [change.text_document.uri for change in edit.document_changes]
    assert sorted(files) == sorted(document(client, name).uri for name in ("smtpconf.yaml", "smtpconf.test.yaml"))
    with pytest.raises(Exception, match="already"):
        await client.text_document_rename_async(types.RenameParams(**place(client, "primary:"), new_name="bulk"))


@pytest.mark.asyncio
async def test_symbols(client: LanguageClient):
    """Symbols of the document and of the workspace, folding and hints."""
    symbols = await client.text_document_document_symbol_async(
        types.DocumentSymbolParams(text_document=document(client))
    )
    assert [symbol.name for symbol in symbols] == ["version", "servers", "global", "sites"]
    found = await client.workspace_symbol_async(types.WorkspaceSymbolParams(query="shop"))
    assert [symbol.name for symbol in found] == ["shop"]
    folds = await client.text_document_folding_range_async(types.FoldingRangeParams(text_document=document(client)))
    assert (1, 5) in [(fold.start_line, fold.end_line) for fold in folds]
    whole = types.Range(start=types.Position(0, 0), end=types.Position(99, 0))
    hints = await client.text_document_inlay_hint_async(
        types.InlayHintParams(text_document=document(client), range=whole)
    )
    assert [hint.label for hint in hints][:3] == [":25", ":25", "High"]
    # The hint is after the quote that closes the name.
    assert hints[1].position == types.Position(line=5, character=40)


@pytest.mark.asyncio
async def test_watched_files(client: LanguageClient):
    """A file on disk that changes counts at once."""
    shutil.copy(client.folder / "smtpconf.yaml", client.folder / "base.smtp.yaml")
    over = (client.folder / "over.smtp.yaml").as_uri()
    text = "version: 1\nextends: base.smtp.yaml\nsites: { shop: { defaultServer: bulk, servers: [] } }\n"
    item = types.TextDocumentItem(uri=over, language_id="yaml", version=1, text=text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))
    parameters = types.DocumentDiagnosticParams(text_document=types.TextDocumentIdentifier(uri=over))
    before = await client.text_document_diagnostic_async(parameters)
    assert "undefined-server" not in [one.code for one in before.items]
    base = client.folder / "base.smtp.yaml"
    base.write_text(TEXT.replace("bulk:", "mass:"))
    change = types.FileEvent(uri=base.as_uri(), type=types.FileChangeType.Changed)
    client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes=[change]))
    after = await client.text_document_diagnostic_async(parameters)
    assert "undefined-server" in [one.code for one in after.items]
