;;; smtpconf in Emacs 29 or later, with eglot: add this to your init file.

(define-derived-mode smtpconf-mode conf-mode "smtpconf"
  "Mail routing of smtpconf."
  (setq-local comment-start "# ")
  (setq-local indent-tabs-mode nil))

(add-to-list 'auto-mode-alist
             '("\\(?:/smtpconf\\|\\.smtp\\|\\.test\\)\\.ya?ml\\'" . smtpconf-mode))

;; The settings; these are the defaults, which can be left out.
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               '(smtpconf-mode "smtpconf" "lsp" :initializationOptions
                               (:filesystem :json-false :schemaFindings t))))

(add-hook 'smtpconf-mode-hook #'eglot-ensure)
