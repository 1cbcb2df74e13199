"""What `smtpconf probe` says about mail servers, and what it shows them."""
