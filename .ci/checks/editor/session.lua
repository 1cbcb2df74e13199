-- A session in Neovim, from the first look at a file to the last save; writes what it saw to a file.
-- Variables: SMTPCONF_PROGRAM, SMTPCONF_EDITORS (the folder with neovim.lua), SMTPCONF_SEEN (the file).
vim.g.smtpconf_program = os.getenv('SMTPCONF_PROGRAM')
dofile(os.getenv('SMTPCONF_EDITORS') .. '/neovim.lua')

local seen = {}

local function see(name, value) table.insert(seen, name .. ': ' .. tostring(value)) end

local function wait(what, condition)
  if not vim.wait(10000, condition, 20) then see('timeout', what) end
end

local function codes()
  local found = {}
  for _, one in ipairs(vim.diagnostic.get(0)) do table.insert(found, one.code or one.user_data.lsp.code) end
  table.sort(found)
  return table.concat(found, ' ')
end

local function ask(method, further)
  local parameters = vim.lsp.util.make_position_params()
  for key, value in pairs(further or {}) do parameters[key] = value end
  local answers = vim.lsp.buf_request_sync(0, method, parameters, 10000) or {}
  for _, answer in pairs(answers) do return answer.result end
end

-- Open, and see the findings.
vim.cmd('edit production.smtp.yaml')
wait('findings', function() return codes() ~= '' end)
see('findings', codes())

-- Apply the fix of the first one.
vim.fn.cursor(vim.fn.search('enabled: yes'), 14)
vim.ui.select = function(items, _, choose) choose(items[1]) end
vim.lsp.buf.code_action()
wait('fix', function() return vim.fn.search('enabled: true', 'n') > 0 end)
wait('fewer findings', function() return codes() == 'undefined-server' end)
see('after the fix', codes())

-- Complete the id of a server in the list.
local line = vim.fn.search('servers: \\[primary')
vim.fn.setline(line, (vim.fn.getline(line):gsub('%[primary, nothing', '[primary, ')))
vim.fn.cursor(line, #vim.fn.getline(line))
local found = ask('textDocument/completion')
see('completions', vim.fn.join(vim.tbl_map(function(one) return one.label end, found.items), ' '))
vim.lsp.util.apply_text_edits({ found.items[1].textEdit }, 0, 'utf-16')
wait('no findings', function() return codes() == '' end)
see('after the completion', codes())

-- Rename a server in all files.
vim.fn.cursor(vim.fn.search('^  bulk:'), 4)
vim.lsp.buf.rename('newsletters')
wait('rename', function() return vim.fn.search('^  newsletters:', 'n') > 0 end)
see('lines with the new name', vim.fn.searchcount({ pattern = 'newsletters', maxcount = 99 }).total)

-- The chain of a site.
vim.fn.cursor(vim.fn.search('^  shop:'), 4)
local hover = ask('textDocument/hover')
see('hover', vim.fn.split(hover.contents.value or '', '\n')[4])

vim.cmd('silent wall')
vim.fn.writefile(seen, os.getenv('SMTPCONF_SEEN'))
vim.cmd('qall!')
