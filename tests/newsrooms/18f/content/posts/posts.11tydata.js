module.exports = { layout: 'post.html' }
