-- smtpconf in Neovim 0.7 or later: copy this file to ~/.config/nvim/plugin/smtpconf.lua.
-- Neovim's own functions then work on configurations and test files, such as vim.lsp.buf.hover(),
-- vim.lsp.buf.code_action(), vim.lsp.buf.rename() and completion with <C-x><C-o>.

local patterns = { 'smtpconf.yaml', 'smtpconf.yml', '*.smtp.yaml', '*.smtp.yml', '*.test.yaml', '*.test.yml' }

-- The settings; these are the defaults, which can be left out.
local settings = {
  filesystem = false, -- check pickup folders of this machine
  schemaFindings = true, -- false beside yaml-language-server with the schema of smtpconf
  runTests = false, -- run the tests of test files
  inlayHints = { port = true, priority = true, firstServer = true },
}

local clients = {}

local function attach(buffer)
  local folder = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':p:h')
  local repository = vim.fn.finddir('.git', folder .. ';')
  local root = repository ~= '' and vim.fn.fnamemodify(repository, ':p:h:h') or folder
  clients[root] = clients[root]
    or vim.lsp.start_client({
      name = 'smtpconf',
      cmd = { vim.g.smtpconf_program or 'smtpconf', 'lsp' },
      root_dir = root,
      init_options = settings,
      on_exit = function() clients[root] = nil end,
    })
  if clients[root] then
    vim.lsp.buf_attach_client(buffer, clients[root])
    vim.bo[buffer].omnifunc = 'v:lua.vim.lsp.omnifunc'
  end
end

vim.api.nvim_create_autocmd({ 'BufReadPost', 'BufNewFile' }, {
  pattern = patterns,
  callback = function(event) attach(event.buf) end,
})
