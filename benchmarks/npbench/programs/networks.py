"""Layers of neural networks, forward."""

import numpy as np


def softmax(x):
    largest = np.max(x, axis=-1, keepdims=True)
    e = np.exp(x - largest)
    return e / np.sum(e, axis=-1, keepdims=True)


def softmax_inputs(rng, n, heads, m):
    return (rng.random((n, heads, m, m), dtype=np.float32),)


def relu(x):
    return np.maximum(x, 0)


def mlp(x, w1, b1, w2, b2, w3, b3):
    x = relu(x @ w1 + b1)
    x = relu(x @ w2 + b2)
    return softmax(x @ w3 + b3)


def mlp_inputs(rng, n, inner, out):
    def weights(*shape):
        return rng.normal(size=shape).astype(np.float32) / np.float32(10)

    return (
        weights(n, 64),
        weights(64, inner),
        weights(inner),
        weights(inner, inner),
        weights(inner),
        weights(inner, out),
        weights(out),
    )


def conv2d(picture, weights):
    """Pictures by rows, columns and channels; no padding, step one."""
    k = weights.shape[0]
    n, height, width, channels = picture.shape
    out = np.empty((n, height - k + 1, width - k + 1, weights.shape[3]), dtype=np.float32)
    for i in range(out.shape[1]):
        for j in range(out.shape[2]):
            out[:, i, j, :] = np.sum(
                picture[:, i : i + k, j : j + k, :, np.newaxis] * weights[np.newaxis, :, :, :],
                axis=(1, 2, 3),
            )
    return out


def conv2d_bias(picture, weights, bias):
    return conv2d(picture, weights) + bias


def conv2d_bias_inputs(rng, n, size, k, channels, out):
    return (
        rng.random((n, size, size, channels), dtype=np.float32),
        rng.random((k, k, channels, out), dtype=np.float32),
        rng.random(out, dtype=np.float32),
    )


def maxpool(x):
    out = np.empty((x.shape[0], x.shape[1] // 2, x.shape[2] // 2, x.shape[3]), dtype=x.dtype)
    for i in range(x.shape[1] // 2):
        for j in range(x.shape[2] // 2):
            out[:, i, j, :] = np.max(x[:, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2, :], axis=(1, 2))
    return out


def lenet(x, conv1, bias1, conv2, bias2, w1, b1, w2, b2, count):
    x = relu(conv2d(x, conv1) + bias1)
    x = maxpool(x)
    x = relu(conv2d(x, conv2) + bias2)
    x = maxpool(x)
    x = np.reshape(x, (count, w1.shape[0]))
    x = relu(x @ w1 + b1)
    return x @ w2 + b2


def lenet_inputs(rng, count, size):
    left = ((size - 4) // 2 - 4) // 2

    def weights(*shape):
        return rng.normal(size=shape).astype(np.float32) / np.float32(5)

    return (
        rng.random((count, size, size, 1), dtype=np.float32),
        weights(5, 5, 1, 6),
        weights(6),
        weights(5, 5, 6, 16),
        weights(16),
        weights(left * left * 16, 84),
        weights(84),
        weights(84, 10),
        weights(10),
        count,
    )


def batchnorm(x):
    mean = np.mean(x, axis=0, keepdims=True)
    deviation = np.std(x, axis=0, keepdims=True)
    return (x - mean) / np.sqrt(deviation + 1e-5)


def resnet_block(x, narrow, middle, wide):
    """A bottleneck block: 1x1, 3x3 with padding, 1x1, and the way around."""
    padded = np.zeros((x.shape[0], x.shape[1] + 2, x.shape[2] + 2, narrow.shape[3]), dtype=x.dtype)
    padded[:, 1:-1, 1:-1, :] = conv2d(x, narrow)
    h = relu(batchnorm(padded))
    h = relu(batchnorm(conv2d(h, middle)))
    h = batchnorm(conv2d(h, wide))
    return relu(h + x)


def resnet_block_inputs(rng, n, size, channels, inner):
    def weights(*shape):
        return rng.random(shape, dtype=np.float32)

    return (
        weights(n, size, size, channels),
        weights(1, 1, channels, inner),
        weights(3, 3, inner, inner),
        weights(1, 1, inner, channels),
    )


def layer_norm(x, scale, shift):
    mean = x.mean(axis=-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(axis=-1, keepdims=True)
    return (x - mean) / np.sqrt(variance + 1e-5) * scale + shift


def layer_norm_inputs(rng, n, m):
    return rng.normal(size=(n, m)), rng.random(m), rng.random(m)


def gelu(x):
    return 0.5 * x * (1.0 + np.tanh(np.sqrt(2.0 / np.pi) * (x + 0.044715 * x**3)))


def gelu_inputs(rng, n, m):
    return (rng.normal(size=(n, m)),)


def attention(query, key, value):
    scores = query @ key.T / np.sqrt(query.shape[1])
    scores = scores - scores.max(axis=1, keepdims=True)
    weights = np.exp(scores)
    weights /= weights.sum(axis=1, keepdims=True)
    return weights @ value


def attention_inputs(rng, n, d):
    return rng.normal(size=(n, d)), rng.normal(size=(n, d)), rng.normal(size=(n, d))


def sigmoid(x):
    return 1.0 / (1.0 + np.exp(-x))


def lstm_cell(steps, x, h, c, w, u, b):
    size = h.shape[1]
    for t in range(steps):
        gates = x[t] @ w + h @ u + b
        keep = sigmoid(gates[:, :size])
        write = sigmoid(gates[:, size : 2 * size])
        show = sigmoid(gates[:, 2 * size : 3 * size])
        c = keep * c + write * np.tanh(gates[:, 3 * size :])
        h = show * np.tanh(c)
    return h, c


def lstm_cell_inputs(rng, steps, n, d, size):
    return (
        steps,
        rng.normal(size=(steps, n, d)),
        np.zeros((n, size)),
        np.zeros((n, size)),
        rng.normal(size=(d, 4 * size)) / 10,
        rng.normal(size=(size, 4 * size)) / 10,
        rng.normal(size=4 * size),
    )
