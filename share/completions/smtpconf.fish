function __smtpconf_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __smtpconf_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __smtpconf_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __smtpconf_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __smtpconf_parse_tokens -S
    set -l unparsed_tokens (__smtpconf_tokens -pc)
    switch $unparsed_tokens[1]
    case 'smtpconf'
        __smtpconf_parse_subcommand 0 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'check'
            __smtpconf_parse_subcommand -r 1 'baseline=' 'statistics' 'allow=+' 'warn=+' 'deny=+' 'no-allowances' 'today=' 'strict' 'max-findings=' 'fix' 'unsafe-fixes' 'diff' 'stdin-filename=' 'no-filesystem' 'as-user=' 'as-group=' 'format=+' 'color=' 'q/quiet' 'version' 'h/help'
        case 'build'
            __smtpconf_parse_subcommand 1 'o/output=' 'check' 'compact' 'allow=+' 'warn=+' 'deny=+' 'no-allowances' 'today=' 'strict' 'max-findings=' 'fix' 'unsafe-fixes' 'diff' 'stdin-filename=' 'filesystem' 'as-user=' 'as-group=' 'format=+' 'color=' 'q/quiet' 'version' 'h/help'
        case 'route'
            __smtpconf_parse_subcommand 1 'site=' 'global' 'all-sites' 'busy=+' 'down=+' 'format=' 'allow=+' 'warn=+' 'deny=+' 'no-allowances' 'today=' 'stdin-filename=' 'color=' 'version' 'h/help'
        case 'test'
            __smtpconf_parse_subcommand -r 1 'configuration=' 'coverage' 'fail-under=' 'format=+' 'q/quiet' 'allow=+' 'warn=+' 'deny=+' 'no-allowances' 'today=' 'stdin-filename=' 'color=' 'version' 'h/help'
        case 'diff'
            __smtpconf_parse_subcommand 2 'format=' 'exit-code' 'q/quiet' 'allow=+' 'warn=+' 'deny=+' 'no-allowances' 'today=' 'stdin-filename=' 'color=' 'version' 'h/help'
        case 'explain'
            __smtpconf_parse_subcommand 1 'format=' 'color=' 'version' 'h/help'
        case 'rules'
            __smtpconf_parse_subcommand 0 'format=' 'color=' 'version' 'h/help'
        case 'schema'
            __smtpconf_parse_subcommand 1 'version' 'h/help'
        case 'init'
            __smtpconf_parse_subcommand 1 'version' 'h/help'
        case 'help'
            __smtpconf_parse_subcommand -r 1 'version'
        end
    end
end

function __smtpconf_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __smtpconf_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __smtpconf_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __smtpconf_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__smtpconf_tokens -p)
    if test -z "$(__smtpconf_tokens -t)"
        set -l index (count (__smtpconf_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'smtpconf' -f
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf" version' -l 'version' -d 'Show the version.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_positional "smtpconf" -eq 1' -fa 'check' -d 'Check configurations: report every problem, where it is and how to fix it.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_positional "smtpconf" -eq 1' -fa 'build' -d 'Check a configuration and write its routing table as JSON.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_positional "smtpconf" -eq 1' -fa 'route' -d 'Show which server handles a site\'s mail, and why.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_positional "smtpconf" -eq 1' -fa 'test' -d 'Test the routing against expectations kept in test files.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_positional "smtpconf" -eq 1' -fa 'diff' -d 'Compare two configurations by their effect on mail delivery.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_positional "smtpconf" -eq 1' -fa 'explain' -d 'Explain a rule: what it means, why it matters, and how to do it right.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_positional "smtpconf" -eq 1' -fa 'rules' -d 'List all rules.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_positional "smtpconf" -eq 1' -fa 'schema' -d 'Print a JSON Schema: of what smtpconf reads, or of what it writes for programs.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_positional "smtpconf" -eq 1' -fa 'init' -d 'Write a commented starter configuration. Never overwrites an existing file.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_positional "smtpconf" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_positional "smtpconf check" -ge 1' -fa '(set -l exts \'yaml\' \'yml\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf check" baseline' -l 'baseline' -d 'Report only what is not in an earlier report, in the format json or sarif.' -rfa '(set -l exts \'json\' \'sarif\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf check" statistics' -l 'statistics' -d 'Show how many findings there are of each rule.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf check"' -l 'allow' -d 'Ignore a rule (only rules marked * in `smtpconf rules`).' -rfka 'unexpanded-variable not-an-smtp-port username-without-password plaintext-password credentials-without-ssl submission-without-ssl implicit-tls-port ssl-to-ip-address pickup-directory-missing pickup-directory-not-a-directory pickup-directory-not-writable pickup-directory-full pickup-directory-unchecked pickup-directory-checked-as-root pickup-directory-shared site-without-servers site-servers-all-disabled global-without-servers unused-server default-server-disabled default-server-not-network redundant-assignment duplicate-endpoint single-server-chain unused-allowance'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf check"' -l 'warn' -d 'Report a rule as a warning.' -rfka 'unexpanded-variable not-an-smtp-port username-without-password plaintext-password credentials-without-ssl submission-without-ssl implicit-tls-port ssl-to-ip-address pickup-directory-missing pickup-directory-not-a-directory pickup-directory-not-writable pickup-directory-full pickup-directory-unchecked pickup-directory-checked-as-root pickup-directory-shared site-without-servers site-servers-all-disabled global-without-servers unused-server default-server-disabled default-server-not-network redundant-assignment duplicate-endpoint single-server-chain unused-allowance'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf check"' -l 'deny' -d 'Report a rule as an error.' -rfka 'unexpanded-variable not-an-smtp-port username-without-password plaintext-password credentials-without-ssl submission-without-ssl implicit-tls-port ssl-to-ip-address pickup-directory-missing pickup-directory-not-a-directory pickup-directory-not-writable pickup-directory-full pickup-directory-unchecked pickup-directory-checked-as-root pickup-directory-shared site-without-servers site-servers-all-disabled global-without-servers unused-server default-server-disabled default-server-not-network redundant-assignment duplicate-endpoint single-server-chain unused-allowance'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf check" no-allowances' -l 'no-allowances' -d 'Report findings even where a comment suppresses them.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf check" today' -l 'today' -d 'The day on which comments that suppress findings `until` a day are judged, as YYYY-MM-DD (default: today, UTC).' -rfka ''
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf check" strict' -l 'strict' -d 'Fail on warnings as well.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf check" max-findings' -l 'max-findings' -d 'Show at most so many findings per file, errors first; 0 means no limit.' -rfka ''
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf check" fix' -l 'fix' -d 'Apply all safe fixes in place.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf check" unsafe-fixes' -l 'unsafe-fixes' -d 'Apply safe fixes, and those that are only probably meant.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf check" diff' -l 'diff' -d 'With --fix or --unsafe-fixes: show what would change as a unified diff, and write nothing.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf check" stdin-filename' -l 'stdin-filename' -d 'File name to use in reports for standard input.' -rfka ''
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf check" no-filesystem' -l 'no-filesystem' -d 'Do not look at pickup folders on this machine.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf check" as-user' -l 'as-user' -d 'Check write access to pickup folders as this user.' -rfka ''
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf check" as-group' -l 'as-group' -d 'Check write access to pickup folders as this group.' -rfka ''
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf check"' -l 'format' -d 'Output format: text (the default), concise, json, sarif, github, gitlab, azure, teamcity, junit, checkstyle or rdjson. Use KIND=FILE to write to a file; may be repeated.' -rfka 'text concise json sarif github gitlab azure teamcity junit checkstyle rdjson'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf check" color' -l 'color' -d 'Use colour: auto (the default), always or never.' -rfka 'auto always never'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf check" q quiet' -l 'quiet' -s 'q' -d 'Show findings only, no summary.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf check" version' -l 'version' -d 'Show the version.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf check" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_positional "smtpconf build" -eq 1' -fa '(set -l exts \'yaml\' \'yml\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf build" o output' -l 'output' -s 'o' -d 'Write the table to a file.' -rF
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf build" check' -l 'check' -d 'Do not write; fail if the output file is not up to date.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf build" compact' -l 'compact' -d 'Write the table on one line.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf build"' -l 'allow' -d 'Ignore a rule (only rules marked * in `smtpconf rules`).' -rfka 'unexpanded-variable not-an-smtp-port username-without-password plaintext-password credentials-without-ssl submission-without-ssl implicit-tls-port ssl-to-ip-address pickup-directory-missing pickup-directory-not-a-directory pickup-directory-not-writable pickup-directory-full pickup-directory-unchecked pickup-directory-checked-as-root pickup-directory-shared site-without-servers site-servers-all-disabled global-without-servers unused-server default-server-disabled default-server-not-network redundant-assignment duplicate-endpoint single-server-chain unused-allowance'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf build"' -l 'warn' -d 'Report a rule as a warning.' -rfka 'unexpanded-variable not-an-smtp-port username-without-password plaintext-password credentials-without-ssl submission-without-ssl implicit-tls-port ssl-to-ip-address pickup-directory-missing pickup-directory-not-a-directory pickup-directory-not-writable pickup-directory-full pickup-directory-unchecked pickup-directory-checked-as-root pickup-directory-shared site-without-servers site-servers-all-disabled global-without-servers unused-server default-server-disabled default-server-not-network redundant-assignment duplicate-endpoint single-server-chain unused-allowance'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf build"' -l 'deny' -d 'Report a rule as an error.' -rfka 'unexpanded-variable not-an-smtp-port username-without-password plaintext-password credentials-without-ssl submission-without-ssl implicit-tls-port ssl-to-ip-address pickup-directory-missing pickup-directory-not-a-directory pickup-directory-not-writable pickup-directory-full pickup-directory-unchecked pickup-directory-checked-as-root pickup-directory-shared site-without-servers site-servers-all-disabled global-without-servers unused-server default-server-disabled default-server-not-network redundant-assignment duplicate-endpoint single-server-chain unused-allowance'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf build" no-allowances' -l 'no-allowances' -d 'Report findings even where a comment suppresses them.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf build" today' -l 'today' -d 'The day on which comments that suppress findings `until` a day are judged, as YYYY-MM-DD (default: today, UTC).' -rfka ''
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf build" strict' -l 'strict' -d 'Fail on warnings as well.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf build" max-findings' -l 'max-findings' -d 'Show at most so many findings per file, errors first; 0 means no limit.' -rfka ''
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf build" fix' -l 'fix' -d 'Apply all safe fixes in place.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf build" unsafe-fixes' -l 'unsafe-fixes' -d 'Apply safe fixes, and those that are only probably meant.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf build" diff' -l 'diff' -d 'With --fix or --unsafe-fixes: show what would change as a unified diff, and write nothing.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf build" stdin-filename' -l 'stdin-filename' -d 'File name to use in reports for standard input.' -rfka ''
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf build" filesystem' -l 'filesystem' -d 'Also check pickup folders on this machine.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf build" as-user' -l 'as-user' -d 'Check write access to pickup folders as this user.' -rfka ''
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf build" as-group' -l 'as-group' -d 'Check write access to pickup folders as this group.' -rfka ''
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf build"' -l 'format' -d 'Output format: text (the default), concise, json, sarif, github, gitlab, azure, teamcity, junit, checkstyle or rdjson. Use KIND=FILE to write to a file; may be repeated.' -rfka 'text concise json sarif github gitlab azure teamcity junit checkstyle rdjson'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf build" color' -l 'color' -d 'Use colour: auto (the default), always or never.' -rfka 'auto always never'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf build" q quiet' -l 'quiet' -s 'q' -d 'Show findings only, no summary.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf build" version' -l 'version' -d 'Show the version.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf build" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_positional "smtpconf route" -eq 1' -fa '(set -l exts \'yaml\' \'yml\' \'json\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf route" site' -l 'site' -d 'Mail of this site; upper and lower case do not matter.' -rfka ''
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf route" global' -l 'global' -d 'Mail that belongs to no site.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf route" all-sites' -l 'all-sites' -d 'All sites, and mail that belongs to no site.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf route"' -l 'busy' -d 'Servers that are busy.' -rfka ''
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf route"' -l 'down' -d 'Servers that refuse the mail: the next attempt goes to another.' -rfka ''
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf route" format' -l 'format' -d 'Output format: text (the default), json, mermaid or dot; the last two draw a picture.' -rfka 'text json mermaid dot'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf route"' -l 'allow' -d 'Ignore a rule (only rules marked * in `smtpconf rules`).' -rfka 'unexpanded-variable not-an-smtp-port username-without-password plaintext-password credentials-without-ssl submission-without-ssl implicit-tls-port ssl-to-ip-address pickup-directory-missing pickup-directory-not-a-directory pickup-directory-not-writable pickup-directory-full pickup-directory-unchecked pickup-directory-checked-as-root pickup-directory-shared site-without-servers site-servers-all-disabled global-without-servers unused-server default-server-disabled default-server-not-network redundant-assignment duplicate-endpoint single-server-chain unused-allowance'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf route"' -l 'warn' -d 'Report a rule as a warning.' -rfka 'unexpanded-variable not-an-smtp-port username-without-password plaintext-password credentials-without-ssl submission-without-ssl implicit-tls-port ssl-to-ip-address pickup-directory-missing pickup-directory-not-a-directory pickup-directory-not-writable pickup-directory-full pickup-directory-unchecked pickup-directory-checked-as-root pickup-directory-shared site-without-servers site-servers-all-disabled global-without-servers unused-server default-server-disabled default-server-not-network redundant-assignment duplicate-endpoint single-server-chain unused-allowance'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf route"' -l 'deny' -d 'Report a rule as an error.' -rfka 'unexpanded-variable not-an-smtp-port username-without-password plaintext-password credentials-without-ssl submission-without-ssl implicit-tls-port ssl-to-ip-address pickup-directory-missing pickup-directory-not-a-directory pickup-directory-not-writable pickup-directory-full pickup-directory-unchecked pickup-directory-checked-as-root pickup-directory-shared site-without-servers site-servers-all-disabled global-without-servers unused-server default-server-disabled default-server-not-network redundant-assignment duplicate-endpoint single-server-chain unused-allowance'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf route" no-allowances' -l 'no-allowances' -d 'Report findings even where a comment suppresses them.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf route" today' -l 'today' -d 'The day on which comments that suppress findings `until` a day are judged, as YYYY-MM-DD (default: today, UTC).' -rfka ''
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf route" stdin-filename' -l 'stdin-filename' -d 'File name to use in reports for standard input.' -rfka ''
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf route" color' -l 'color' -d 'Use colour: auto (the default), always or never.' -rfka 'auto always never'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf route" version' -l 'version' -d 'Show the version.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf route" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_positional "smtpconf test" -ge 1' -fa '(set -l exts \'yaml\' \'yml\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf test" configuration' -l 'configuration' -d 'Test this configuration or routing table instead of the one named in the test files.' -rfa '(set -l exts \'yaml\' \'yml\' \'json\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf test" coverage' -l 'coverage' -d 'List the chains, servers and fall-backs that no test touches.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf test" fail-under' -l 'fail-under' -d 'Fail if coverage is below this percentage.' -rfka ''
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf test"' -l 'format' -d 'Output format: text (the default), json or junit. Use KIND=FILE to write to a file; may be repeated.' -rfka 'text json junit'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf test" q quiet' -l 'quiet' -s 'q' -d 'Show failures only, no summary.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf test"' -l 'allow' -d 'Ignore a rule (only rules marked * in `smtpconf rules`).' -rfka 'unexpanded-variable not-an-smtp-port username-without-password plaintext-password credentials-without-ssl submission-without-ssl implicit-tls-port ssl-to-ip-address pickup-directory-missing pickup-directory-not-a-directory pickup-directory-not-writable pickup-directory-full pickup-directory-unchecked pickup-directory-checked-as-root pickup-directory-shared site-without-servers site-servers-all-disabled global-without-servers unused-server default-server-disabled default-server-not-network redundant-assignment duplicate-endpoint single-server-chain unused-allowance'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf test"' -l 'warn' -d 'Report a rule as a warning.' -rfka 'unexpanded-variable not-an-smtp-port username-without-password plaintext-password credentials-without-ssl submission-without-ssl implicit-tls-port ssl-to-ip-address pickup-directory-missing pickup-directory-not-a-directory pickup-directory-not-writable pickup-directory-full pickup-directory-unchecked pickup-directory-checked-as-root pickup-directory-shared site-without-servers site-servers-all-disabled global-without-servers unused-server default-server-disabled default-server-not-network redundant-assignment duplicate-endpoint single-server-chain unused-allowance'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf test"' -l 'deny' -d 'Report a rule as an error.' -rfka 'unexpanded-variable not-an-smtp-port username-without-password plaintext-password credentials-without-ssl submission-without-ssl implicit-tls-port ssl-to-ip-address pickup-directory-missing pickup-directory-not-a-directory pickup-directory-not-writable pickup-directory-full pickup-directory-unchecked pickup-directory-checked-as-root pickup-directory-shared site-without-servers site-servers-all-disabled global-without-servers unused-server default-server-disabled default-server-not-network redundant-assignment duplicate-endpoint single-server-chain unused-allowance'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf test" no-allowances' -l 'no-allowances' -d 'Report findings even where a comment suppresses them.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf test" today' -l 'today' -d 'The day on which comments that suppress findings `until` a day are judged, as YYYY-MM-DD (default: today, UTC).' -rfka ''
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf test" stdin-filename' -l 'stdin-filename' -d 'File name to use in reports for standard input.' -rfka ''
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf test" color' -l 'color' -d 'Use colour: auto (the default), always or never.' -rfka 'auto always never'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf test" version' -l 'version' -d 'Show the version.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf test" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_positional "smtpconf diff" -eq 1' -fa '(set -l exts \'yaml\' \'yml\' \'json\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_positional "smtpconf diff" -eq 2' -fa '(set -l exts \'yaml\' \'yml\' \'json\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf diff" format' -l 'format' -d 'Output format: text (the default), json or markdown.' -rfka 'text json markdown'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf diff" exit-code' -l 'exit-code' -d 'Exit as diff(1) does: 1 if anything changes, 2 if a side cannot be used.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf diff" q quiet' -l 'quiet' -s 'q' -d 'Show changes only, no summary.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf diff"' -l 'allow' -d 'Ignore a rule (only rules marked * in `smtpconf rules`).' -rfka 'unexpanded-variable not-an-smtp-port username-without-password plaintext-password credentials-without-ssl submission-without-ssl implicit-tls-port ssl-to-ip-address pickup-directory-missing pickup-directory-not-a-directory pickup-directory-not-writable pickup-directory-full pickup-directory-unchecked pickup-directory-checked-as-root pickup-directory-shared site-without-servers site-servers-all-disabled global-without-servers unused-server default-server-disabled default-server-not-network redundant-assignment duplicate-endpoint single-server-chain unused-allowance'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf diff"' -l 'warn' -d 'Report a rule as a warning.' -rfka 'unexpanded-variable not-an-smtp-port username-without-password plaintext-password credentials-without-ssl submission-without-ssl implicit-tls-port ssl-to-ip-address pickup-directory-missing pickup-directory-not-a-directory pickup-directory-not-writable pickup-directory-full pickup-directory-unchecked pickup-directory-checked-as-root pickup-directory-shared site-without-servers site-servers-all-disabled global-without-servers unused-server default-server-disabled default-server-not-network redundant-assignment duplicate-endpoint single-server-chain unused-allowance'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf diff"' -l 'deny' -d 'Report a rule as an error.' -rfka 'unexpanded-variable not-an-smtp-port username-without-password plaintext-password credentials-without-ssl submission-without-ssl implicit-tls-port ssl-to-ip-address pickup-directory-missing pickup-directory-not-a-directory pickup-directory-not-writable pickup-directory-full pickup-directory-unchecked pickup-directory-checked-as-root pickup-directory-shared site-without-servers site-servers-all-disabled global-without-servers unused-server default-server-disabled default-server-not-network redundant-assignment duplicate-endpoint single-server-chain unused-allowance'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf diff" no-allowances' -l 'no-allowances' -d 'Report findings even where a comment suppresses them.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf diff" today' -l 'today' -d 'The day on which comments that suppress findings `until` a day are judged, as YYYY-MM-DD (default: today, UTC).' -rfka ''
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf diff" stdin-filename' -l 'stdin-filename' -d 'File name to use in reports for standard input.' -rfka ''
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf diff" color' -l 'color' -d 'Use colour: auto (the default), always or never.' -rfka 'auto always never'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf diff" version' -l 'version' -d 'Show the version.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf diff" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_positional "smtpconf explain" -eq 1' -fka 'yaml-syntax yaml-encoding yaml-limit yaml-tag multiple-documents duplicate-key unknown-key missing-key wrong-type invalid-value value-too-long unexpanded-variable invalid-id duplicate-id reserved-site-name undefined-server server-name-invalid server-name-scheme server-name-whitespace port-invalid port-out-of-range ipv6-unbracketed not-an-smtp-port credentials-need-network ssl-needs-network pickup-directory-required pickup-directory-unexpected pickup-directory-relative password-without-username username-without-password plaintext-password credentials-without-ssl submission-without-ssl implicit-tls-port ssl-to-ip-address pickup-directory-missing pickup-directory-not-a-directory pickup-directory-not-writable pickup-directory-full pickup-directory-unchecked pickup-directory-checked-as-root pickup-directory-shared site-without-servers site-servers-all-disabled global-without-servers unused-server default-server-disabled default-server-not-network redundant-assignment duplicate-endpoint single-server-chain invalid-allowance unused-allowance'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf explain" format' -l 'format' -d 'Output format: text (the default), markdown or json.' -rfka 'text markdown json'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf explain" color' -l 'color' -d 'Use colour: auto (the default), always or never.' -rfka 'auto always never'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf explain" version' -l 'version' -d 'Show the version.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf explain" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf rules" format' -l 'format' -d 'Output format: text (the default), markdown or json.' -rfka 'text markdown json'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf rules" color' -l 'color' -d 'Use colour: auto (the default), always or never.' -rfka 'auto always never'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf rules" version' -l 'version' -d 'Show the version.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf rules" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_positional "smtpconf schema" -eq 1' -fka 'config table tests diagnostics routes diff results'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf schema" version' -l 'version' -d 'Show the version.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf schema" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_positional "smtpconf init" -eq 1' -fa '(set -l exts \'yaml\' \'yml\';for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.{$exts};printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf init" version' -l 'version' -d 'Show the version.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf init" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'smtpconf' -n '__smtpconf_should_offer_completions_for_flags_or_options "smtpconf help" version' -l 'version' -d 'Show the version.'
